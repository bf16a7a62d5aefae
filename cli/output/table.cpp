#include "cli/output/table.h"

#include <algorithm>
#include <utility>

#include "lib/text/harmless.h"

namespace nexor {

namespace {

constexpr int gap = 2;
constexpr int fair_width = 20;
constexpr int readable_width = 8;
constexpr int least_text_width = 20;

struct Piece {
  std::string text;
  Ink ink;
};

// A column that is shown: its texts from top to bottom, and the room that they get.
struct Shown {
  const TableColumn* column;
  int priority;
  bool may_be_cut;
  std::vector<Piece> pieces;
  int width = 0;
  int cells_width = 0;  // the same without the header
  bool tells_row = false;
};

void trim_blanks(std::string& text) { text.erase(text.find_last_not_of(' ') + 1); }

std::string blanks(int count) { return std::string(static_cast<std::size_t>(std::max(0, count)), ' '); }

std::string upper_case(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

Piece piece_of(const TableCell& cell) {
  Piece piece{.text = harmless(cell.text), .ink = cell.ink};
  trim_blanks(piece.text);
  return piece;
}

Shown shown_column(const TableColumn& column, std::size_t index, std::span<const std::vector<TableCell>> rows,
                   TableHeader header) {
  Shown shown{.column = &column, .priority = column.priority, .may_be_cut = column.may_be_cut, .pieces = {}};
  if (header == TableHeader::shown) {
    shown.pieces.push_back({upper_case(column.header), Ink::strong});
    shown.width = display_width(column.header);
  }
  for (const auto& row : rows) {
    shown.pieces.push_back(piece_of(row[index]));
    shown.cells_width = std::max(shown.cells_width, display_width(shown.pieces.back().text));
  }
  shown.width = std::max(shown.width, shown.cells_width);
  return shown;
}

// Beside an id that always stays, keys that take too much room are text.
void cut_wide_keys(std::vector<Shown>& columns, int width) {
  const auto is_id = [](const Shown& shown) { return shown.column->role == ColumnRole::id; };
  const auto is_wide_key = [&](const Shown& shown) {
    return shown.column->role == ColumnRole::key && shown.cells_width > width / 2;
  };
  const auto id = std::ranges::find_if(columns, is_id);
  if (id == columns.end() || std::ranges::none_of(columns, is_wide_key)) return;
  id->priority = 0;
  for (Shown& shown : columns) shown.may_be_cut |= is_wide_key(shown);
}

void choose_what_tells_the_row(std::vector<Shown>& columns) {
  const auto rank = [](const Shown& shown) { return std::pair(shown.priority, shown.may_be_cut); };
  const auto first = std::ranges::min_element(columns, {}, rank);
  if (first != columns.end()) first->tells_row = true;
}

int full_width(const Shown& shown) { return shown.width; }

int fair_claim(const Shown& shown) { return shown.may_be_cut ? std::min(shown.width, fair_width) : shown.width; }

// The header of the column that tells the row may be cut: it tells no row.
int whole_width(const Shown& shown) { return shown.tells_row ? shown.cells_width : shown.width; }

int least_claim(const Shown& shown) {
  return shown.may_be_cut ? std::min(shown.width, readable_width) : whole_width(shown);
}

int line_width(const std::vector<Shown>& columns, int (*width_of)(const Shown&)) {
  int width = columns.empty() ? 0 : -gap;
  for (const Shown& shown : columns) width += width_of(shown) + gap;
  return width;
}

// Columns of a lower priority than `lowest`, and the one that tells the row, stay.
void drop_columns(std::vector<Shown>& columns, int width, int (*claim)(const Shown&), int lowest) {
  while (line_width(columns, claim) > width) {
    const auto rank = [](const Shown& shown) { return shown.tells_row ? -1 : shown.priority; };
    const auto from_the_right = std::ranges::max_element(columns.rbegin(), columns.rend(), {}, rank);
    if (rank(*from_the_right) < lowest) return;
    columns.erase(std::next(from_the_right).base());
  }
}

void narrow_columns(std::vector<Shown>& columns, int width) {
  const auto spare = [](const Shown& shown) {
    return shown.width > (shown.may_be_cut ? 1 : whole_width(shown)) ? shown.width : 0;
  };
  for (int excess = line_width(columns, full_width) - width; excess > 0; --excess) {
    const auto widest = std::ranges::max_element(columns, {}, spare);
    if (spare(*widest) == 0) return;
    --widest->width;
  }
}

void fit(std::vector<Shown>& columns, int width) {
  cut_wide_keys(columns, width);
  choose_what_tells_the_row(columns);
  drop_columns(columns, width, fair_claim, 1);
  drop_columns(columns, width, least_claim, 0);
  narrow_columns(columns, width);
}

std::string painted(const Shown& shown, const Piece& piece, const Paint& paint) {
  const std::string text = cut(piece.text, shown.width);
  const std::string rest = blanks(shown.width - display_width(text));
  return shown.column->align == Align::left ? paint(piece.ink, text) + rest : rest + paint(piece.ink, text);
}

std::string table_line(const std::vector<Shown>& columns, std::size_t row, const Paint& paint) {
  std::string line;
  for (const Shown& shown : columns) {
    if (&shown != &columns.front()) line += blanks(gap);
    line += painted(shown, shown.pieces[row], paint);
  }
  trim_blanks(line);
  return line + '\n';
}

std::string card_lines(const CardLine& line, int label_width, int text_width, const Paint& paint) {
  std::string out;
  std::string label = line.label;
  const std::string shown = harmless_block(line.text);
  for (std::string& text : line.is_whole ? std::vector{shown} : wrapped(shown, text_width)) {
    trim_blanks(text);
    std::string row = paint(Ink::faint, label) + blanks(label_width - display_width(label) + gap);
    row += paint(line.ink, text);
    trim_blanks(row);
    out += row + '\n';
    label.clear();
  }
  return out;
}

}  // namespace

std::string render_table(std::span<const TableColumn> columns, std::span<const std::vector<TableCell>> rows, int width,
                         const Paint& paint, TableHeader header) {
  std::vector<Shown> shown;
  for (std::size_t i = 0; i < columns.size(); ++i) shown.push_back(shown_column(columns[i], i, rows, header));
  fit(shown, width);
  std::string out;
  const std::size_t lines = rows.size() + (header == TableHeader::shown ? 1 : 0);
  for (std::size_t line = 0; line < lines; ++line) out += table_line(shown, line, paint);
  return out;
}

std::string render_card(std::span<const CardLine> lines, int width, const Paint& paint) {
  int label_width = 0;
  for (const CardLine& line : lines) label_width = std::max(label_width, display_width(line.label));
  const int text_width = std::max(width - label_width - gap, least_text_width);
  std::string out;
  for (const CardLine& line : lines) out += card_lines(line, label_width, text_width, paint);
  return out;
}

}  // namespace nexor
