#include "lib/model/money.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/error.h"

namespace nexor {

namespace {

// The current codes of ISO 4217 (list one, as of 2024), by their number of decimals. Funds, metals and test codes are
// left out: nothing is sold in them.
constexpr std::string_view without_decimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
constexpr std::string_view with_three = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view with_two =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP "
    "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR "
    "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN "
    "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP "
    "SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

bool lists(std::string_view codes, std::string_view currency) {
  return currency.size() == 3 && currency.find(' ') == std::string_view::npos &&
         codes.find(currency) != std::string_view::npos;
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

bool are_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view like(std::string_view currency) {
  const int decimals = decimals_of(currency).value_or(2);
  if (decimals == 0) return "500";
  return decimals == 2 ? "19.99" : "19.990";
}

// The currency is empty where nobody knows it yet.
[[noreturn]] void refuse(std::string_view amount, std::string_view currency, std::string_view why) {
  throw Error(Fault::input_invalid,
              fmt::format("price '{}{}{}': {}", amount, currency.empty() ? "" : " ", currency, why))
      .with_hint(fmt::format("write it like {}, with a point and without separators", like(currency)))
      .in_field("price");
}

// The digits before and behind the point.
struct Digits {
  std::string_view whole;
  std::string_view part;
};

Digits digits_of(std::string_view amount, std::string_view currency) {
  const std::size_t point = amount.find('.');
  const std::string_view whole = amount.substr(0, point);
  const std::string_view part = point == std::string_view::npos ? std::string_view() : amount.substr(point + 1);
  if (whole.empty() || !are_digits(whole) || !are_digits(part) || (point != std::string_view::npos && part.empty())) {
    refuse(amount, currency, "not an amount");
  }
  constexpr std::size_t most_digits = 15;  // below 2^63 with any currency's decimals
  if (whole.size() > most_digits) refuse(amount, currency, "too large");
  return {whole, part};
}

}  // namespace

std::optional<int> decimals_of(std::string_view currency) {
  if (lists(with_two, currency)) return 2;
  if (lists(without_decimals, currency)) return 0;
  if (lists(with_three, currency)) return 3;
  return {};
}

Money parse_price(std::string_view amount, std::string_view currency) {
  const auto decimals = decimals_of(currency);
  if (!decimals) {
    throw Error(Fault::input_invalid, fmt::format("no currency '{}'", currency))
        .with_hint("currencies are ISO 4217 codes in capitals, like EUR")
        .in_field("currency");
  }
  const auto [whole, part] = digits_of(amount, currency);
  if (part.size() > static_cast<std::size_t>(*decimals))
    refuse(amount, currency, "more decimals than the currency has");
  std::int64_t minor = 0;
  for (const char digit : whole) minor = minor * 10 + (digit - '0');
  for (const char digit : part) minor = minor * 10 + (digit - '0');
  return {minor * power_of_ten(*decimals - static_cast<int>(part.size())), std::string(currency)};
}

void check_amount(std::string_view amount) {
  constexpr std::size_t most_decimals = 3;
  if (digits_of(amount, "").part.size() > most_decimals) refuse(amount, "", "more decimals than any currency has");
}

std::string amount_text(const Money& money) {
  const int decimals = decimals_of(money.currency).value_or(2);
  const std::int64_t unit = power_of_ten(decimals);
  if (decimals == 0) return std::to_string(money.amount_minor);
  return fmt::format("{}.{:0{}}", money.amount_minor / unit, money.amount_minor % unit, decimals);
}

std::string text_of(const Money& money) { return fmt::format("{} {}", amount_text(money), money.currency); }

}  // namespace nexor
