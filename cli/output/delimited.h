#pragma once

#include <span>
#include <string>
#include <string_view>

namespace nexor {

// One line of tab-separated values with its newline. Nothing is cut. `\\ \t \n \r` are escaped in these two characters
// each, and all else that `harmless` shows is shown in its notation; as a backslash of the text is always doubled, a
// reader can tell them apart and take every cell back.
std::string tsv_row(std::span<const std::string> cells);

// One record of comma-separated values by RFC 4180, but for its end: a bare newline, as other Unix tools write and
// every reader takes.
//
// Unless `raw`, a cell is made fit for the person who opens the file: controls are shown as `harmless_block` shows
// them (newlines and tabs are kept), and a cell that a spreadsheet would run gets a leading `'`. That is a cell that
// begins with `=`, `+`, `-`, `@`, one of their full-width forms, a tab, CR or newline
// (https://owasp.org/www-community/attacks/CSV_Injection), but not a plain negative number such as `-5` or `-19.99`,
// which is a value and no formula. `+49 30 123` does get it: a spreadsheet would make a sum or a number of it.
// Raw cells are the bytes as they are, quoted where they have to be.
//
// A record of one empty cell would be an empty line, which readers skip: it is written as quotes.
std::string csv_row(std::span<const std::string> cells, bool raw);

// Appends a raw cell of such a record.
void append_csv_cell(std::string& row, std::string_view cell);

}  // namespace nexor
