#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nexor {

enum class ColorSetting { automatic, always, never };
enum class TimeSetting { automatic, relative, local, iso };

// How TOML has to write a value: a command as a text, or as a list of its words.
enum class SettingType { text, number, truth, command };

// What the configuration says about one reason code: it adds the code, or changes one that is there. Null where it says
// nothing.
struct ReasonSetting {
  std::string code;
  std::string place;  // `FILE:LINE:COLUMN`, where it is told of first
  std::optional<std::string> label;
  std::optional<bool> voluntary;
  std::optional<bool> retired;
};

// Everything that can be configured, at its default. config/nexor.toml says what each of them does.
struct Settings {
  std::optional<std::string> store_url;
  std::chrono::milliseconds lock_timeout = std::chrono::seconds{10};
  std::chrono::seconds session_idle = std::chrono::hours{8};
  std::chrono::seconds session_absolute = std::chrono::days{7};
  std::string cancel_at = "period-end";
  bool feedback_required = false;
  std::int64_t type_count_from = 10;
  std::chrono::seconds reinstate = std::chrono::hours{24};
  std::chrono::milliseconds batch_lock_timeout = std::chrono::seconds{60};
  std::chrono::milliseconds batch_chunk{400};
  std::chrono::milliseconds batch_pause{20};
  ColorSetting output_color = ColorSetting::automatic;
  TimeSetting output_time = TimeSetting::automatic;
  std::string output_pager = "less";  // empty for none
  std::string support_contact;
  std::string audit_key_file;  // empty for none
  std::int64_t audit_keyed_from = 1;
  std::vector<std::string> notice_requested;  // a command's words; none to tell nobody
  std::vector<std::string> notice_effective;
  std::vector<std::string> notice_withdrawn;
  std::optional<std::string> notices_since;  // a bound, as lists take it
  std::chrono::seconds notices_time_limit{30};
  std::chrono::seconds notices_retry{60};
  std::vector<ReasonSetting> reasons;  // each code once
};

// Where a value comes from: `built-in`, `FILE:LINE`, `environment NEXOR_X` or `option --x`.
struct SettingOrigin {
  std::string key;  // `session.idle`
  std::string value;
  std::string origin;
  SettingType type = SettingType::text;
};

struct LoadedSettings {
  Settings settings;
  std::vector<SettingOrigin> origins;  // every key once, then what the files say about reasons
};

struct ConfigFile {
  std::string path;
  bool is_required;  // named by somebody: it has to be there
};

// Null where a variable isn't set.
using Environment = std::function<std::optional<std::string>(std::string_view name)>;

// The files to read, the lowest first: /etc/nexor/config.toml, $XDG_CONFIG_HOME/nexor/config.toml (where that is not
// set, $HOME/.config/…), and `named` (--config; `-` is standard input), else $NEXOR_CONFIG.
std::vector<ConfigFile> config_files(const std::optional<std::string>& named, const Environment& environment);

// What the files say, each over the one before, and the environment over them all. An empty variable counts as not set.
// Throws config_invalid, beginning with `FILE:LINE:COLUMN: ` or the variable's name: for an unknown key (the nearest is
// the hint), a wrong type or value, bad TOML, a file that can't be read, and a required one that isn't there.
LoadedSettings load_settings(std::span<const ConfigFile> lowest_first, const Environment& environment);

// Puts an option of the command line (`--lock-timeout`) over everything else. Throws usage where the value is wrong.
void apply_option(LoadedSettings& loaded, std::string_view key, std::string_view option, std::string_view value);

// Says what holds, as built in, for a key that nothing has set: one whose default depends on who runs nexor.
void apply_default(LoadedSettings& loaded, std::string_view key, std::string_view value);

// The path of the store's file that a URL names, as in `sqlite:PATH`. Null where it names none.
std::optional<std::string> path_of_store(std::string_view url);

}  // namespace nexor
