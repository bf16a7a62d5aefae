#include "cli/output/table.h"

#include <algorithm>

#include "cli/output/harmless.h"

namespace nexor {

namespace {

constexpr int gap = 2;
constexpr int fair_width = 24;
constexpr int least_text_width = 20;

struct Piece {
  std::string text;
  Ink ink;
};

// A column that is shown: its texts from top to bottom, and the room that they get.
struct Shown {
  const TableColumn* column;
  std::vector<Piece> pieces;
  int width;
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

Shown shown_column(std::span<const TableColumn> columns, std::size_t index,
                   std::span<const std::vector<TableCell>> rows, TableHeader header) {
  Shown shown{.column = &columns[index], .pieces = {}, .width = 0};
  if (header == TableHeader::shown) shown.pieces.push_back({upper_case(columns[index].header), Ink::strong});
  for (const auto& row : rows) shown.pieces.push_back(piece_of(row[index]));
  for (const Piece& piece : shown.pieces) shown.width = std::max(shown.width, display_width(piece.text));
  return shown;
}

int claimed_width(const Shown& shown) {
  return shown.column->may_be_cut ? std::min(shown.width, fair_width) : shown.width;
}

int full_width(const Shown& shown) { return shown.width; }

int line_width(const std::vector<Shown>& columns, int (*width_of)(const Shown&)) {
  int width = columns.empty() ? 0 : -gap;
  for (const Shown& shown : columns) width += width_of(shown) + gap;
  return width;
}

void drop_columns(std::vector<Shown>& columns, int width) {
  while (line_width(columns, claimed_width) > width) {
    const auto by_priority = [](const Shown& shown) { return shown.column->priority; };
    const auto from_the_right = std::ranges::max_element(columns.rbegin(), columns.rend(), {}, by_priority);
    if (by_priority(*from_the_right) == 0) return;
    columns.erase(std::next(from_the_right).base());
  }
}

void narrow_columns(std::vector<Shown>& columns, int width) {
  for (int excess = line_width(columns, full_width) - width; excess > 0; --excess) {
    const auto spare = [](const Shown& shown) { return shown.column->may_be_cut ? shown.width : 0; };
    const auto widest = std::ranges::max_element(columns, {}, spare);
    if (spare(*widest) <= 1) return;
    --widest->width;
  }
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
  for (std::string& text : wrapped(harmless_block(line.text), text_width)) {
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
  for (std::size_t i = 0; i < columns.size(); ++i) shown.push_back(shown_column(columns, i, rows, header));
  drop_columns(shown, width);
  narrow_columns(shown, width);
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
