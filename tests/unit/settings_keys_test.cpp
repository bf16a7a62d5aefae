#include "lib/settings_keys.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace nexor {

TEST_CASE("every key has names and a sentence of its own") {
  for (const SettingKey& key : setting_keys()) {
    CAPTURE(key.name);
    CHECK(key.environment.starts_with("NEXOR_"));
    CHECK(key.doc.ends_with('.'));
    const auto same = [&](const SettingKey& other) {
      return other.name == key.name || other.environment == key.environment;
    };
    CHECK(std::count_if(setting_keys().begin(), setting_keys().end(), same) == 1);
  }
}

}  // namespace nexor
