#include "lib/model/crockford.h"

#include <algorithm>
#include <array>
#include <limits>

namespace nexor::crockford {

namespace {

constexpr std::string_view symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

constexpr int none = -1;

// The value of every byte, in either case and with the letters that are taken for a digit.
constexpr std::array<int, 256> values = [] {
  std::array<int, 256> all{};
  all.fill(none);
  const auto set = [&](char symbol, unsigned value) {
    all[static_cast<unsigned char>(symbol)] = static_cast<int>(value);
    const bool is_letter = symbol >= 'A' && symbol <= 'Z';
    if (is_letter) all[static_cast<unsigned char>(symbol - 'A' + 'a')] = static_cast<int>(value);
  };
  for (unsigned value = 0; value < symbols.size(); ++value) set(symbols[value], value);
  set('O', 0);
  set('I', 1);
  set('L', 1);
  return all;
}();

}  // namespace

std::optional<unsigned> value_of(char symbol) {
  const int value = values[static_cast<unsigned char>(symbol)];
  if (value == none) return {};
  return static_cast<unsigned>(value);
}

char symbol_of(unsigned value) { return symbols[value]; }

std::string encode(std::int64_t number, std::size_t at_least) {
  std::size_t size = 0;
  for (auto rest = static_cast<std::uint64_t>(number); rest != 0; rest /= 32) ++size;
  std::string text(std::max(size, at_least), '0');
  auto place = text.rbegin();
  for (auto rest = static_cast<std::uint64_t>(number); rest != 0; rest /= 32) *place++ = symbol_of(rest % 32);
  return text;
}

std::optional<std::string> folded(std::string_view symbols) {
  std::string text;
  for (const char symbol : symbols) {
    const auto value = value_of(symbol);
    if (!value) return {};
    text += symbol_of(*value);
  }
  return text;
}

std::optional<std::int64_t> decode(std::string_view symbols) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  std::int64_t number = 0;
  for (const char symbol : symbols) {
    const auto value = value_of(symbol);
    if (!value || number > (most - 31) / 32) return {};
    number = number * 32 + *value;
  }
  return number;
}

char check_symbol(std::string_view symbols) {
  unsigned sum = 0;
  unsigned factor = 2;
  for (auto symbol = symbols.rbegin(); symbol != symbols.rend(); ++symbol) {
    const unsigned product = factor * static_cast<unsigned>(values[static_cast<unsigned char>(*symbol)]);
    sum += product / 32 + product % 32;
    factor = 3 - factor;
  }
  return symbol_of((32 - sum % 32) % 32);
}

}  // namespace nexor::crockford
