#include "lib/text/utf8.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace nexor {

namespace {

// What may follow a lead byte: how many bytes, and within which bounds the first of them lies.
struct Tail {
  std::size_t length;
  unsigned char lowest;
  unsigned char highest;
};

// A length of 0 says that `lead` begins nothing.
constexpr Tail tail_of(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return {1, 0x80, 0xBF};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {2, 0x80, 0xBF};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {3, 0x80, 0xBF};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  return {0, 0, 0};
}

std::size_t skip_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & high_bits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = skip_ascii(text, 0); at < text.size(); at = skip_ascii(text, at)) {
    const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(text[at + offset]); };
    const Tail tail = tail_of(byte(0));
    if (tail.length == 0 || at + tail.length >= text.size()) return false;
    if (byte(1) < tail.lowest || byte(1) > tail.highest) return false;
    for (std::size_t i = 2; i <= tail.length; ++i) {
      if ((byte(i) & 0xC0) != 0x80) return false;
    }
    at += 1 + tail.length;
  }
  return true;
}

}  // namespace nexor
