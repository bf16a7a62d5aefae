#include "lib/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "lib/error.h"
#include "lib/model/reason.h"
#include "lib/settings_file.h"
#include "lib/settings_keys.h"

namespace nexor {

namespace {

// An unreadable directory on the way to a file that nobody named is no reason to stop: cron may run with any $HOME.
bool is_there(const ConfigFile& file) {
  std::error_code failure;
  return std::filesystem::exists(file.path, failure) || (file.is_required && failure);
}

const SettingKey& known_key(std::string_view name) {
  if (const SettingKey* key = find_key(name)) return *key;
  throw Error{Fault::internal, fmt::format("'{}' is no key of the configuration", name)};
}

// Reads each key's variable, the one that `name_of` says.
void apply_environment(LoadedSettings& loaded, const Environment& environment, std::string_view SettingKey::*name_of) {
  for (const SettingKey& key : setting_keys()) {
    const std::string_view name = key.*name_of;
    const auto value = name.empty() ? std::nullopt : environment(name);
    if (!value || (value->empty() && !key.is_empty_a_value)) continue;
    if (set(loaded, key, *value, fmt::format("environment {}", name))) continue;
    throw Error{Fault::config_invalid, fmt::format("{}: {} has to be {}", name, key.name, key.expected)};
  }
}

// One that is built in has a label, and what a lower file adds may get it in a higher one.
void check_labels(const std::vector<ReasonSetting>& reasons) {
  const ReasonCatalogue built_in;
  for (const ReasonSetting& setting : reasons) {
    const auto is_this = [&](const Reason& reason) { return reason.code == setting.code; };
    if (setting.label || std::ranges::any_of(built_in.all(), is_this)) continue;
    throw Error{Fault::config_invalid,
                fmt::format("{}: reasons.{}: a new reason needs a label", setting.place, setting.code)};
  }
}

}  // namespace

std::vector<ConfigFile> config_files(const std::optional<std::string>& named, const Environment& environment) {
  const auto variable = [&](std::string_view name) { return environment(name).value_or(""); };
  std::vector<ConfigFile> files{{"/etc/nexor/config.toml", false}};
  // The XDG specification has relative paths ignored.
  if (const std::string home = variable("XDG_CONFIG_HOME"); home.starts_with('/')) {
    files.push_back({home + "/nexor/config.toml", false});
  } else if (const std::string user = variable("HOME"); user.starts_with('/')) {
    files.push_back({user + "/.config/nexor/config.toml", false});
  }
  const std::string path = named.value_or(variable("NEXOR_CONFIG"));
  if (named == "-") {
    files.push_back({"/dev/stdin", true});
  } else if (named || !path.empty()) {
    files.push_back({path, true});
  }
  return files;
}

LoadedSettings load_settings(std::span<const ConfigFile> lowest_first, const Environment& environment) {
  LoadedSettings loaded;
  for (const SettingKey& key : setting_keys()) {
    set_origin(loaded, key.name, key.type, key.text(loaded.settings), "built-in");
  }
  apply_environment(loaded, environment, &SettingKey::common_environment);
  for (const ConfigFile& file : lowest_first) {
    if (is_there(file)) {
      lay_file(file.path, loaded);
    } else if (file.is_required) {
      if (file.path.empty())
        throw Error(Fault::config_invalid, "no configuration file is named").with_hint("give --config a FILE");
      throw Error(Fault::config_invalid, fmt::format("{}: there is no such file", file.path))
          .with_hint("name one that is there with --config or NEXOR_CONFIG, or neither");
    }
  }
  check_labels(loaded.settings.reasons);
  apply_environment(loaded, environment, &SettingKey::environment);
  return loaded;
}

void apply_option(LoadedSettings& loaded, std::string_view key, std::string_view option, std::string_view value) {
  const SettingKey& known = known_key(key);
  if (set(loaded, known, value, fmt::format("option {}", option))) return;
  throw Error{Fault::usage, fmt::format("{} has to be {}", option, known.expected)};
}

void apply_default(LoadedSettings& loaded, std::string_view key, std::string_view value) {
  const SettingKey& known = known_key(key);
  if (known.text(loaded.settings).empty()) set(loaded, known, value, "built-in");
}

std::optional<std::string> path_of_store(std::string_view url) {
  constexpr std::string_view scheme = "sqlite:";
  if (!url.starts_with(scheme) || url.size() == scheme.size()) return {};
  return std::string{url.substr(scheme.size())};
}

}  // namespace nexor
