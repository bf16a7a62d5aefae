#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/output/paint.h"
#include "cli/output/width.h"

namespace nexor {

// What a column's cells are for their row. A key is people's own name for it, of any length, beside the id that nexor
// gave it.
enum class ColumnRole { other, id, key };

struct TableColumn {
  std::string header;
  int priority = 0;  // the highest is dropped first, of equals the rightmost; 0 stays as long as anything can
  bool may_be_cut = false;
  Align align = Align::left;
  ColumnRole role = ColumnRole::other;
};

struct TableCell {
  std::string text;  // as it came from outside: it is made harmless here
  Ink ink = Ink::plain;
};

enum class TableHeader { shown, hidden };

// Lines of at most `width` cells, each with its newline and no trailing blanks, two blanks between columns, the header
// in upper case. Each row has a cell for every column.
//
// One column says which row it is and is always there, whole: of those of the lowest priority the first that may not be
// cut. Only where that one is wider than the table are lines too wide. What is too wide otherwise loses, in this order,
//
//   1. columns by their priority, but for those of priority 0. So that one long name doesn't take the columns beside it
//      away, a column that may be cut counts for 20 cells at most here.
//   2. columns of priority 0, where not even 8 cells are left for each column that may be cut
//   3. text, from the widest column that may be cut
//
// Beside an id, a key that wants more than half of the width is cut like any text, and the id says which row it is.
std::string render_table(std::span<const TableColumn> columns, std::span<const std::vector<TableCell>> rows, int width,
                         const Paint& paint, TableHeader header = TableHeader::shown);

struct CardLine {
  std::string label;
  std::string text;  // may have several lines; made harmless here
  Ink ink = Ink::plain;
  bool is_whole = false;  // to be copied: it isn't broken
};

// One thing as lines of `label  text`, the texts below each other; what doesn't fit goes on under its own beginning,
// so that no text can look like another label. Lines have at most `width` cells, but always room for 20 of text and for
// what is whole.
std::string render_card(std::span<const CardLine> lines, int width, const Paint& paint);

}  // namespace nexor
