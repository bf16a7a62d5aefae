#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace nexor {

// The number of characters (code points); null where the text is not UTF-8: overlong forms, surrogates and values
// beyond U+10FFFF are none.
std::optional<std::size_t> count_characters(std::string_view text);

// Throws input_invalid, naming `what`, unless `text` is UTF-8 of at most `most` characters without NUL.
void check_text(std::string_view what, std::string_view text, std::size_t most);

// The same for a text of one line: no control characters, and something else than white space.
void check_line(std::string_view what, std::string_view text, std::size_t most);

// True for U+0000 to U+001F, U+007F to U+009F, and the line and paragraph separators.
bool has_control_character(std::string_view text);

// True where the text begins or ends with white space (Unicode's).
bool has_outer_space(std::string_view text);

// Without the blanks and tabs at either end: what somebody meant who typed it as a line.
std::string_view trimmed(std::string_view text);

}  // namespace nexor
