#pragma once

#include <span>
#include <string_view>

namespace nexor {

// Passwords of eight characters and more that every list of leaked ones begins with, in lower case.
std::span<const std::string_view> common_passwords();

// Compared without regard to the case of ASCII letters.
bool is_common_password(std::string_view password);

}  // namespace nexor
