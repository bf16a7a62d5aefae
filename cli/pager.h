#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nexor {

// Whether a pager is one: the empty command and `cat` are the wish for none.
bool is_pager(std::string_view command);

// The command's words, where it can be run as they stand. Null where it takes a shell to read it: for quotes,
// variables, pipes and all else that is more than words.
std::optional<std::vector<std::string>> plain_words(std::string_view command);

// How many rows text takes on a terminal that is `width` cells wide, where longer lines go on in the next row. Colour
// takes no cells.
std::size_t rows_of(std::string_view text, int width);

// Shows text through the pager, and comes back when the reader has left it, be it before the end. `less` is told to
// show colours, and to leave what it showed on the screen (LESS=FRX), unless LESS says something else. False where
// there is no such command: then nothing was shown.
bool show_in_pager(const std::string& command, std::string_view text);

}  // namespace nexor
