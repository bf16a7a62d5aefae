#include "lib/model/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/error.h"

namespace nexor {

namespace {

// One character at the front of `text`, which is not empty; a length of 0 where it is not UTF-8.
struct Character {
  char32_t code = 0;
  std::size_t length = 0;
};

std::size_t length_by_lead(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = length_by_lead(lead);
  if (length == 0 || length > text.size()) return {};
  char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80) return {};
    code = (code << 6U) | (byte & 0x3FU);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {code, length};
}

// True where any character satisfies `test`; stops at the first byte that is not UTF-8.
template <class Test>
bool any_character(std::string_view text, Test test) {
  while (!text.empty()) {
    const auto [code, length] = first_character(text);
    if (length == 0) return false;
    if (test(code)) return true;
    text.remove_prefix(length);
  }
  return false;
}

bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029;
}

// Unicode's White_Space property (PropList.txt).
bool is_space(char32_t code) {
  return (code >= 0x09 && code <= 0x0D) || code == 0x20 || code == 0x85 || code == 0xA0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F ||
         code == 0x3000;
}

std::string_view last_character(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) --at;
  return text.substr(at);
}

}  // namespace

std::optional<std::size_t> count_characters(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t length = first_character(text).length;
    if (length == 0) return {};
    text.remove_prefix(length);
    ++count;
  }
  return count;
}

bool has_control_character(std::string_view text) { return any_character(text, is_control); }

bool has_outer_space(std::string_view text) {
  return !text.empty() &&
         (is_space(first_character(text).code) || is_space(first_character(last_character(text)).code));
}

void check_text(std::string_view what, std::string_view text, std::size_t most) {
  const auto count = count_characters(text);
  if (!count) throw Error(Fault::input_invalid, fmt::format("{}: not UTF-8", what)).in_field(what);
  if (*count > most) {
    throw Error(Fault::input_invalid, fmt::format("{}: {} characters, where {} are the most", what, *count, most))
        .in_field(what);
  }
  if (text.find('\0') != std::string_view::npos) {
    throw Error(Fault::input_invalid, fmt::format("{}: holds a NUL character", what)).in_field(what);
  }
}

void check_line(std::string_view what, std::string_view text, std::size_t most) {
  check_text(what, text, most);
  if (has_control_character(text)) {
    throw Error(Fault::input_invalid, fmt::format("{}: holds a control character", what)).in_field(what);
  }
  if (!any_character(text, [](char32_t code) { return !is_space(code); })) {
    throw Error(Fault::input_invalid, fmt::format("{}: is empty", what)).in_field(what);
  }
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

}  // namespace nexor
