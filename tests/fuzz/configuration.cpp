// Configuration files: each is taken, or refused as configuration.

#include <array>

#include "lib/error.h"
#include "lib/settings.h"
#include "tests/fuzz/property.h"
#include "tests/support/temporary_folder.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nexor;
  static const support::TemporaryFolder folder;
  static const std::string path = folder.path("config.toml");
  support::write_bytes(path, fuzz::text_of(data, size));
  const std::array files{ConfigFile{path, true}};
  try {
    const LoadedSettings loaded = load_settings(files, [](std::string_view) { return std::nullopt; });
    for (const SettingOrigin& origin : loaded.origins) {
      fuzz::must(!origin.key.empty() && !origin.origin.empty(), "each value comes from somewhere");
    }
  } catch (const Error& error) {
    fuzz::must(error.fault == Fault::config_invalid, "what can't be read is bad configuration");
    fuzz::must(error.message.starts_with(path), "the message names the file");
  }
  return 0;
}
