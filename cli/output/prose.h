#pragma once

#include <string>
#include <string_view>

namespace nexor {

// Sentences on a terminal, broken between words into lines of at most `width` cells. A line that goes on is indented by
// four blanks more than it began. What is to be copied stays whole: a word that is wider than a line, and a line that
// names a command behind `next: ` or `or: `. All text here is already harmless.
std::string prose(std::string_view text, int width);

}  // namespace nexor
