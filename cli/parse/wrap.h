#pragma once

#include <string>
#include <string_view>

namespace nexor {

// Our own ASCII text, broken at blanks into lines of at most `width`, each ended by a newline. The first begins with
// `first`, the others with `margin`; a line that goes on ends with `mark`. A word longer than a line is cut.
std::string wrapped(std::string_view text, std::string_view first, std::string_view margin, std::size_t width,
                    std::string_view mark = "");

}  // namespace nexor
