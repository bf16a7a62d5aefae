#include "cli/output/width.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>

namespace nexor {

namespace {

constexpr std::int32_t emoji_selector = 0xfe0f;
constexpr std::string_view ellipsis = "…";

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_regional_indicator(std::int32_t code_point) { return code_point >= 0x1f1e6 && code_point <= 0x1f1ff; }

struct CodePoint {
  std::int32_t value;
  std::size_t length;  // bytes
};

// The first of `rest`, which is not empty. A byte that is not UTF-8 counts as U+FFFD, so that nothing is ever endless.
CodePoint first_code_point(std::string_view rest) {
  std::int32_t value = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                       static_cast<utf8proc_ssize_t>(rest.size()), &value);
  if (length <= 0) return {.value = 0xfffd, .length = 1};
  return {.value = value, .length = static_cast<std::size_t>(length)};
}

struct Cluster {
  std::size_t length;  // bytes
  int width;           // cells
};

// The first character of `rest`, which is not empty.
Cluster first_cluster(std::string_view rest) {
  CodePoint last = first_code_point(rest);
  Cluster cluster{.length = last.length, .width = utf8proc_charwidth(last.value)};
  std::int32_t state = 0;
  while (cluster.length < rest.size()) {
    const CodePoint next = first_code_point(rest.substr(cluster.length));
    if (utf8proc_grapheme_break_stateful(last.value, next.value, &state)) break;
    const bool is_flag = is_regional_indicator(last.value) && is_regional_indicator(next.value);
    const int width = is_flag || next.value == emoji_selector ? 2 : utf8proc_charwidth(next.value);
    cluster.length += next.length;
    cluster.width = std::max(cluster.width, width);
    last = next;
  }
  return cluster;
}

// As many whole characters from the front as `width` cells hold.
std::string_view fitting(std::string_view text, int width) {
  std::size_t taken = 0;
  while (taken < text.size()) {
    const Cluster cluster = first_cluster(text.substr(taken));
    if (cluster.width > width) break;
    taken += cluster.length;
    width -= cluster.width;
  }
  return text.substr(0, taken);
}

std::string_view without_trailing_blanks(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

// How much of `line`, which is wider than `width`, makes its first line.
std::string_view first_line(std::string_view line, int width) {
  const std::string_view full = fitting(line, width);
  if (full.empty()) return line.substr(0, first_cluster(line).length);
  if (line[full.size()] == ' ') return full;
  const auto last_blank = full.find_last_of(' ');
  if (last_blank == std::string_view::npos) return full;
  const std::string_view words = full.substr(0, last_blank);
  return words.find_first_not_of(' ') == std::string_view::npos ? full : words;
}

void wrap_line(std::string_view line, int width, std::vector<std::string>& lines) {
  while (display_width(line) > width) {
    const std::string_view first = first_line(line, width);
    lines.emplace_back(without_trailing_blanks(first));
    line.remove_prefix(first.size());
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (line.empty()) return;
  }
  lines.emplace_back(line);
}

}  // namespace

int display_width(std::string_view text) {
  if (is_ascii(text)) return static_cast<int>(text.size());
  int width = 0;
  while (!text.empty()) {
    const Cluster cluster = first_cluster(text);
    width += cluster.width;
    text.remove_prefix(cluster.length);
  }
  return width;
}

std::string cut(std::string_view text, int width) {
  if (display_width(text) <= width) return std::string{text};
  if (width <= 0) return {};
  return std::string{fitting(text, width - 1)}.append(ellipsis);
}

std::string without_last_character(std::string_view text) {
  std::size_t kept = 0;
  for (std::size_t at = 0; at < text.size(); at += first_cluster(text.substr(at)).length) kept = at;
  return std::string{text.substr(0, kept)};
}

std::string end_of(std::string_view text, int width) {
  while (display_width(text) > width) text.remove_prefix(first_cluster(text).length);
  return std::string{text};
}

std::string padded(std::string_view text, int width, Align align) {
  const std::string blanks(static_cast<std::size_t>(std::max(0, width - display_width(text))), ' ');
  return align == Align::left ? std::string{text} + blanks : blanks + std::string{text};
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    wrap_line(text.substr(0, end), width, lines);
    text.remove_prefix(end + 1);
  }
  wrap_line(text, width, lines);
  return lines;
}

}  // namespace nexor
