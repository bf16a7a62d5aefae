#pragma once

#include <span>
#include <string>
#include <string_view>

namespace nexor {

struct LoadedSettings;
struct Settings;
enum class SettingType;

// One key of the configuration. Reading, `config show` and the sample file all go by this table. [reasons.CODE] stands
// outside it, because its codes are the operator's own.
struct SettingKey {
  std::string_view name;         // `session.idle`
  std::string_view environment;  // `NEXOR_SESSION_IDLE`
  SettingType type;
  std::string_view expected;                                // what it takes, to follow "has to be"
  std::string_view doc;                                     // one sentence
  bool (*set)(Settings& settings, std::string_view value);  // false, and nothing set, where the value is wrong
  std::string (*text)(const Settings& settings);            // as `set` reads it
  std::string_view common_environment = {};  // a variable that other programs heed, too: it stands below the files
  bool is_empty_a_value = false;             // whether a variable that is set and empty says something
};

// In the order of config/nexor.toml.
std::span<const SettingKey> setting_keys();

// Null where there is none of that name.
const SettingKey* find_key(std::string_view name);

// Sets a key, and notes where its value comes from. False where the value is wrong.
bool set(LoadedSettings& loaded, const SettingKey& key, std::string_view value, std::string origin);

// Notes where a value comes from, in the place of what was noted for it before.
void set_origin(LoadedSettings& loaded, std::string_view key, SettingType type, std::string value, std::string origin);

}  // namespace nexor
