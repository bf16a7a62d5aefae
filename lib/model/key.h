#pragma once

#include <string>
#include <string_view>

namespace nexor {

// Throws input_invalid unless `key` can name a thing to the outside world: valid UTF-8, 1 to 128 characters, none of
// them a control character, no white space at either end, and not the shape of an id. Keys are compared byte for byte.
void check_key(std::string_view key);

}  // namespace nexor
