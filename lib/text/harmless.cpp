#include "lib/text/harmless.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdint>

namespace nexor {

namespace {

bool is_plain(char c) { return c >= ' ' && c <= '~'; }

bool is_directional(std::int32_t c) {
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

bool is_harmful(std::int32_t c) {
  const bool is_control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
  const bool is_separator = c == 0x2028 || c == 0x2029;
  const bool is_tag = c >= 0xe0000 && c <= 0xe007f;
  return is_control || is_separator || is_tag || c == 0xfeff || is_directional(c);
}

std::string visible(std::int32_t c) {
  if (c == '\n') return "\\n";
  if (c == '\r') return "\\r";
  if (c == '\t') return "\\t";
  return c < 0x80 ? fmt::format("\\x{:02x}", c) : fmt::format("\\u{{{:x}}}", c);
}

// Appends the character that `rest` begins with, and says how many bytes of `rest` it took.
std::size_t append_character(std::string& out, std::string_view rest) {
  std::int32_t c = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                       static_cast<utf8proc_ssize_t>(rest.size()), &c);
  if (length <= 0) {
    out += fmt::format("\\x{:02x}", static_cast<unsigned char>(rest.front()));
    return 1;
  }
  const auto taken = static_cast<std::size_t>(length);
  if (is_harmful(c)) {
    out += visible(c);
  } else {
    out += rest.substr(0, taken);
  }
  return taken;
}

}  // namespace

std::string harmless(std::string_view text) {
  if (std::ranges::all_of(text, is_plain)) return std::string{text};
  std::string out;
  while (!text.empty()) text.remove_prefix(append_character(out, text));
  return out;
}

std::string harmless_block(std::string_view text) {
  std::string out;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    out += harmless(line);
    out += '\n';
    text.remove_prefix(end + 1);
  }
  return out + harmless(text);
}

}  // namespace nexor
