#pragma once

#include <string>

namespace nexor {

struct LoadedSettings;

// Lays what a TOML file says over what was loaded before. Throws config_invalid, as load_settings() does.
void lay_file(const std::string& path, LoadedSettings& loaded);

}  // namespace nexor
