#include "cli/output/delimited.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lib/text/harmless.h"

namespace nexor {

namespace {

std::string backslashes_doubled(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') out += '\\';
    out += c;
  }
  return out;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_negative_number(std::string_view text) {
  if (!text.starts_with('-')) return false;
  text.remove_prefix(1);
  const auto point = text.find('.');
  if (point == std::string_view::npos) return is_digits(text);
  return is_digits(text.substr(0, point)) && is_digits(text.substr(point + 1));
}

bool would_be_run(std::string_view text) {
  constexpr std::array<std::string_view, 11> starts{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  const auto begins_text = [text](std::string_view start) { return text.starts_with(start); };
  return std::ranges::any_of(starts, begins_text) && !is_negative_number(text);
}

// `harmless_block`, with tabs kept.
std::string harmless_cell(std::string_view text) {
  std::string out;
  for (auto end = text.find('\t'); end != std::string_view::npos; end = text.find('\t')) {
    out += harmless_block(text.substr(0, end)) + '\t';
    text.remove_prefix(end + 1);
  }
  return out + harmless_block(text);
}

std::string spreadsheet_safe(std::string_view text) { return (would_be_run(text) ? "'" : "") + harmless_cell(text); }

}  // namespace

std::string tsv_row(std::span<const std::string> cells) {
  std::string row;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) row += '\t';
    row += harmless(backslashes_doubled(cell));
  }
  return row + '\n';
}

void append_csv_cell(std::string& row, std::string_view cell) {
  const bool is_plain =
      std::ranges::none_of(cell, [](char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; });
  if (is_plain) {
    row += cell;
    return;
  }
  row += '"';
  for (const char c : cell) {
    if (c == '"') row += '"';
    row += c;
  }
  row += '"';
}

std::string csv_row(std::span<const std::string> cells, bool raw) {
  if (cells.size() == 1 && cells.front().empty()) return "\"\"\n";
  std::string row;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) row += ',';
    append_csv_cell(row, raw ? cell : spreadsheet_safe(cell));
  }
  return row + '\n';
}

}  // namespace nexor
