#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/output/paint.h"
#include "cli/output/width.h"

namespace nexor {

struct TableColumn {
  std::string header;
  int priority = 0;  // 0 is never dropped; the highest goes first, of equals the rightmost
  bool may_be_cut = false;
  Align align = Align::left;
};

struct TableCell {
  std::string text;  // as it came from outside: it is made harmless here
  Ink ink = Ink::plain;
};

enum class TableHeader { shown, hidden };

// Lines of at most `width` cells, each with its newline and no trailing blanks, two blanks between columns, the header
// in upper case. Each row has a cell for every column.
//
// What is too wide loses columns by their priority, and then text, from the widest column that may be cut. So that one
// long name doesn't take the columns beside it away, a column that may be cut counts for 24 cells at most while
// columns are being dropped. What may neither be dropped nor cut, such as an id, is whole, even in lines that get too
// wide by it.
std::string render_table(std::span<const TableColumn> columns, std::span<const std::vector<TableCell>> rows, int width,
                         const Paint& paint, TableHeader header = TableHeader::shown);

struct CardLine {
  std::string label;
  std::string text;  // may have several lines; made harmless here
  Ink ink = Ink::plain;
};

// One thing as lines of `label  text`, the texts below each other; what doesn't fit goes on under its own beginning,
// so that no text can look like another label. Lines have at most `width` cells, but always room for 20 of text.
std::string render_card(std::span<const CardLine> lines, int width, const Paint& paint);

}  // namespace nexor
