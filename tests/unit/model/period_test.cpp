#include "lib/model/period.h"

#include <doctest/doctest.h>

#include <array>

namespace nexor {

TEST_CASE("a period is read in the words of the command line") {
  struct Case {
    std::string_view text;
    Period period;
  };
  for (const auto& [text, period] : std::array<Case, 9>{{{"day", {Unit::day, 1}},
                                                         {"year", {Unit::year, 1}},
                                                         {"1 month", {Unit::month, 1}},
                                                         {"1 months", {Unit::month, 1}},
                                                         {"3 months", {Unit::month, 3}},
                                                         {"3 month", {Unit::month, 3}},
                                                         {"2   weeks", {Unit::week, 2}},
                                                         {"10 years", {Unit::year, 10}},
                                                         {"999 days", {Unit::day, 999}}}}) {
    CAPTURE(text);
    CHECK(parse_period(text) == period);
  }
}

TEST_CASE("a period is read back as it was written") {
  for (const std::string_view text : {"1 day", "2 days", "1 week", "1 month", "3 months", "1 year", "999 years"}) {
    CAPTURE(text);
    REQUIRE(parse_period(text));
    CHECK(text_of(*parse_period(text)) == text);
  }
}

TEST_CASE("what is not exactly a period is refused") {
  for (const std::string_view text : {"",
                                      " ",
                                      "months",
                                      "1",
                                      "1 ",
                                      "0 days",
                                      "-1 days",
                                      "+1 days",
                                      "01 month",
                                      "1000 days",
                                      "99999999999 days",
                                      "1month",
                                      "1 Month",
                                      " 1 month",
                                      "1 month ",
                                      "1 monthss",
                                      "1 s",
                                      "one month",
                                      "1.5 months",
                                      "1\tmonth",
                                      "1 month 2 days",
                                      "month 1",
                                      "1x months"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_period(text));
  }
}

}  // namespace nexor
