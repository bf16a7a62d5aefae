#include "lib/model/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

namespace nexor {

namespace {

const utf8proc_uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_printable(char32_t code) {
  constexpr std::array unseen{UTF8PROC_CATEGORY_CC, UTF8PROC_CATEGORY_CF, UTF8PROC_CATEGORY_CS, UTF8PROC_CATEGORY_CO,
                              UTF8PROC_CATEGORY_CN, UTF8PROC_CATEGORY_ZL, UTF8PROC_CATEGORY_ZP};
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(code));
  return std::find(unseen.begin(), unseen.end(), category) == unseen.end();
}

}  // namespace

std::string folded(std::string_view text) {
  std::string result(text);
  if (is_ascii(text)) {
    std::transform(result.begin(), result.end(), result.begin(), to_lower);
    return result;
  }
  utf8proc_uint8_t* mapped = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
                                                      UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  const auto length = utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(mapped, &std::free);
  if (length < 0) return result;
  result.assign(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length));
  return result;
}

std::optional<char32_t> first_unprintable(std::string_view text) {
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const auto length = utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &code);
    if (length <= 0) return {};
    if (!is_printable(static_cast<char32_t>(code))) return static_cast<char32_t>(code);
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return {};
}

}  // namespace nexor
