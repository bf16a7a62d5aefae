#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nexor {

// An amount in the minor unit of its currency: 1999 and EUR are 19.99 euro, 1999 and JPY are 1,999 yen.
struct Money {
  std::int64_t amount_minor = 0;
  std::string currency;  // ISO 4217, three capitals
  friend bool operator==(const Money&, const Money&) = default;
};

// How many decimals ISO 4217 gives a currency; null for what is no current code.
std::optional<int> decimals_of(std::string_view currency);

// Reads `19.99`: digits, and after a point no more decimals than the currency has. Throws input_invalid, naming what is
// wrong; a price is not negative.
Money parse_price(std::string_view amount, std::string_view currency);

// What is wrong with an amount in any currency: throws input_invalid.
void check_amount(std::string_view amount);

// `19.99 EUR`.
std::string text_of(const Money& money);
// `19.99`, as parse_price reads it.
std::string amount_text(const Money& money);

}  // namespace nexor
