#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nexor::crockford {

// Crockford's base 32 (https://www.crockford.com/base32.html): digits and capitals without I, L, O and U. Read without
// regard to case, with O as 0 and I and L as 1; U stands for nothing.

// The value of one symbol, 0 to 31; null for what is none.
std::optional<unsigned> value_of(char symbol);
char symbol_of(unsigned value);

// `number` (not negative) in at least `at_least` symbols, filled up with zeros.
std::string encode(std::int64_t number, std::size_t at_least);
// The same symbols in the one spelling that is printed; null where one is none.
std::optional<std::string> folded(std::string_view symbols);
// Null for an unknown symbol or a number beyond 63 bits.
std::optional<std::int64_t> decode(std::string_view symbols);

// The Luhn mod 32 check symbol (ISO/IEC 7812-1's rule, mod N) of `symbols`, which must all be symbols.
char check_symbol(std::string_view symbols);

}  // namespace nexor::crockford
