#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nexor {

// How much room text takes on a terminal, in cells. Text is measured and divided by what a reader sees as one
// character (Unicode's extended grapheme cluster), which is as wide as the widest of its code points, with two
// exceptions: one with the emoji selector U+FE0F and a flag of two regional indicators are two cells wide.
// All text here is already harmless.

enum class Align { left, right };

int display_width(std::string_view text);

// At most `width` cells of the text; where something had to go, it ends in `…`. A character that is two wide and would
// be halved goes as a whole, so the result can be a cell short.
std::string cut(std::string_view text, int width);

// The text but for its last character.
std::string without_last_character(std::string_view text);

// As many of the text's last characters as fit into `width` cells, which is 0 at least.
std::string end_of(std::string_view text, int width);

// The text with blanks up to `width`; longer text as it is.
std::string padded(std::string_view text, int width, Align align);

// Lines of at most `width` cells: broken at newlines, then between words, and inside a word only where it is wider
// than a whole line. A line that fits keeps its blanks; those at a break go. At least one line, even of no text; never
// less than a character a line.
std::vector<std::string> wrapped(std::string_view text, int width);

}  // namespace nexor
