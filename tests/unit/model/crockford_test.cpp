#include "lib/model/crockford.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <limits>

namespace nexor {

TEST_CASE("every symbol is read in both cases, and O, I and L for the digits they look like") {
  for (unsigned value = 0; value < 32; ++value) {
    CAPTURE(value);
    const char symbol = crockford::symbol_of(value);
    const bool is_letter = symbol >= 'A';
    CHECK(crockford::value_of(symbol) == value);
    if (is_letter) CHECK(crockford::value_of(static_cast<char>(symbol - 'A' + 'a')) == value);
  }
  for (const char zero : {'O', 'o'}) CHECK(crockford::value_of(zero) == 0U);
  for (const char one : {'I', 'i', 'L', 'l'}) CHECK(crockford::value_of(one) == 1U);
}

TEST_CASE("U and everything that is no symbol has no value") {
  for (const char symbol : {'U', 'u', '-', '_', ' ', '\0', '@', '[', '{', '/', ':', '\xC3'}) {
    CAPTURE(int{symbol});
    CHECK_FALSE(crockford::value_of(symbol));
    CHECK_FALSE(crockford::decode(std::string{'1', symbol}));
  }
}

TEST_CASE("a number is written in at least the symbols that are asked for") {
  struct Case {
    std::int64_t number;
    std::size_t at_least;
    std::string_view text;
  };
  for (const auto& [number, at_least, text] :
       std::array<Case, 7>{{{0, 4, "0000"},
                            {1, 4, "0001"},
                            {32, 4, "0010"},
                            {32 * 32 * 32 * 32 - 1, 4, "ZZZZ"},
                            {32 * 32 * 32 * 32, 4, "10000"},
                            {147, 5, "0004K"},
                            {std::numeric_limits<std::int64_t>::max(), 4, "7ZZZZZZZZZZZZ"}}}) {
    CAPTURE(number);
    CHECK(crockford::encode(number, at_least) == text);
    CHECK(crockford::decode(text) == number);
  }
}

TEST_CASE("a number beyond 63 bits is none") {
  CHECK(crockford::decode("0007ZZZZZZZZZZZZ"));
  for (const std::string_view text : {"8000000000000", "ZZZZZZZZZZZZZ", "10000000000000", "7ZZZZZZZZZZZZ0"}) {
    CAPTURE(text);
    CHECK_FALSE(crockford::decode(text));
  }
}

TEST_CASE("what is written is read back") {
  CHECK(rc::check([] {
    const auto number = *rc::gen::inRange<std::int64_t>(0, std::numeric_limits<std::int64_t>::max());
    RC_ASSERT(crockford::decode(crockford::encode(number, *rc::gen::inRange<std::size_t>(0, 14))) == number);
  }));
}

// Worked out with another implementation of the rule.
TEST_CASE("the check symbol is Luhn's") {
  struct Case {
    std::string_view symbols;
    char check;
  };
  for (const auto& [symbols, check] : std::array<Case, 7>{{{"", '0'},
                                                           {"0000", '0'},
                                                           {"0001", 'Y'},
                                                           {"00Z8", 'H'},
                                                           {"0C1S", 'M'},
                                                           {"7K0004K", 'M'},
                                                           {"7ZZZZZZZZZZZZ", 'Y'}}}) {
    CAPTURE(symbols);
    CHECK(crockford::check_symbol(symbols) == check);
  }
}

}  // namespace nexor
