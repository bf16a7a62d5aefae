#include "lib/model/money.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>

#include "lib/error.h"

namespace nexor {

TEST_CASE("a currency has the decimals that ISO 4217 gives it") {
  struct Case {
    std::string_view currency;
    int decimals;
  };
  for (const auto& [currency, decimals] : std::array<Case, 12>{{{"EUR", 2},
                                                                {"USD", 2},
                                                                {"GBP", 2},
                                                                {"CHF", 2},
                                                                {"AED", 2},
                                                                {"ZWG", 2},
                                                                {"JPY", 0},
                                                                {"KRW", 0},
                                                                {"XPF", 0},
                                                                {"BHD", 3},
                                                                {"KWD", 3},
                                                                {"TND", 3}}}) {
    CAPTURE(currency);
    CHECK(decimals_of(currency) == decimals);
  }
}

TEST_CASE("what is no code of a currency has no decimals") {
  for (const std::string_view currency :
       {"", "E", "EU", "EURO", "eur", "Eur", "XXX", "XAU", "DEM", "R U", " EU", "UR ", "AED AFN", "€"}) {
    CAPTURE(currency);
    CHECK_FALSE(decimals_of(currency));
    CHECK_THROWS_AS(parse_price("1", currency), Error);
  }
}

TEST_CASE("a price is read in its currency's minor unit and written back in full") {
  struct Case {
    std::string_view amount;
    std::string_view currency;
    std::int64_t minor;
    std::string_view text;
  };
  for (const auto& [amount, currency, minor, text] : std::array<Case, 14>{{
           {"19.99", "EUR", 1999, "19.99 EUR"},
           {"19.9", "EUR", 1990, "19.90 EUR"},
           {"19", "EUR", 1900, "19.00 EUR"},
           {"0", "EUR", 0, "0.00 EUR"},
           {"0.05", "EUR", 5, "0.05 EUR"},
           {"007.50", "EUR", 750, "7.50 EUR"},
           {"999999999999999.99", "EUR", 99'999'999'999'999'999, "999999999999999.99 EUR"},
           {"1999", "JPY", 1999, "1999 JPY"},
           {"0", "JPY", 0, "0 JPY"},
           {"1.234", "KWD", 1234, "1.234 KWD"},
           {"1.2", "KWD", 1200, "1.200 KWD"},
           {"1", "KWD", 1000, "1.000 KWD"},
           {"0.001", "KWD", 1, "0.001 KWD"},
           {"999999999999999.999", "KWD", 999'999'999'999'999'999, "999999999999999.999 KWD"},
       }}) {
    CAPTURE(amount);
    const Money money = parse_price(amount, currency);
    CHECK(money == Money{minor, std::string{currency}});
    CHECK(text_of(money) == text);
  }
}

TEST_CASE("a price in any other form is refused") {
  struct Case {
    std::string_view amount;
    std::string_view currency;
    std::string_view why;
  };
  for (const auto& [amount, currency, why] : std::array<Case, 20>{{
           {"", "EUR", "not an amount"},
           {".", "EUR", "not an amount"},
           {".99", "EUR", "not an amount"},
           {"19.", "EUR", "not an amount"},
           {"-1", "EUR", "not an amount"},
           {"+1", "EUR", "not an amount"},
           {" 1", "EUR", "not an amount"},
           {"1 ", "EUR", "not an amount"},
           {"19,99", "EUR", "not an amount"},
           {"1'000", "EUR", "not an amount"},
           {"1.9.9", "EUR", "not an amount"},
           {"1e3", "EUR", "not an amount"},
           {"0x10", "EUR", "not an amount"},
           {"free", "EUR", "not an amount"},
           {"19.999", "EUR", "more decimals than the currency has"},
           {"19.990", "EUR", "more decimals than the currency has"},
           {"1.2345", "KWD", "more decimals than the currency has"},
           {"19.0", "JPY", "more decimals than the currency has"},
           {"1000000000000000", "JPY", "too large"},
           {"99999999999999999999", "EUR", "too large"},
       }}) {
    CAPTURE(amount);
    const std::string message =
        "price '" + std::string{amount} + " " + std::string{currency} + "': " + std::string{why};
    CHECK_THROWS_WITH_AS(parse_price(amount, currency), message.c_str(), Error);
  }
}

TEST_CASE("an amount is read back as it was written") {
  CHECK(rc::check([] {
    const Money money{*rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000'000),
                      *rc::gen::element<std::string>("EUR", "JPY", "KWD")};
    RC_ASSERT(parse_price(amount_text(money), money.currency) == money);
  }));
}

TEST_CASE("an amount without a currency is one that some currency has") {
  for (const std::string_view amount : {"0", "19", "19.9", "19.99", "19.999"}) {
    CAPTURE(amount);
    CHECK_NOTHROW(check_amount(amount));
  }
  for (const std::string_view amount : {"", "x", "1,99", "1.", ".5", "-1", "1.2345", "1234567890123456"}) {
    CAPTURE(amount);
    CHECK_THROWS_AS(check_amount(amount), Error);
  }
}

}  // namespace nexor
