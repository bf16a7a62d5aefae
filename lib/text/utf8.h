#pragma once

#include <string_view>

namespace nexor {

// Well-formed UTF-8 as the Unicode Standard has it (table 3-7): no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

}  // namespace nexor
