#include "lib/model/zone_rule.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace nexor {

namespace {

using std::chrono::seconds;

ZoneRule rule(std::string_view text) { return ZoneRule::parse(text).value(); }

Instant instant(std::string_view text) { return parse_instant(text).value(); }

std::string next_change(std::string_view text, std::string_view after) {
  const auto until = rule(text).span_at(instant(after)).until;
  return until ? text_of(*until) : "never";
}

}  // namespace

TEST_CASE("a rule says when the clocks change next") {
  struct Case {
    std::string_view rule;
    std::string_view after;
    std::string_view change;
  };
  const std::array<Case, 17> table{{
      {"UTC0", "2026-01-01T00:00:00Z", "never"},
      {"<+03>-3", "2026-01-01T00:00:00Z", "never"},
      {"CET-1CEST,M3.5.0,M10.5.0/3", "2040-01-01T00:00:00Z", "2040-03-25T01:00:00Z"},
      {"CET-1CEST,M3.5.0,M10.5.0/3", "2040-03-25T01:00:00Z", "2040-10-28T01:00:00Z"},
      {"CET-1CEST,M3.5.0,M10.5.0/3", "2040-10-28T01:00:00Z", "2041-03-31T01:00:00Z"},
      {"IST-1GMT0,M10.5.0,M3.5.0/1", "2040-01-01T00:00:00Z", "2040-03-25T01:00:00Z"},
      {"IST-1GMT0,M10.5.0,M3.5.0/1", "2040-06-01T00:00:00Z", "2040-10-28T01:00:00Z"},
      {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2040-12-31T00:00:00Z", "2041-04-06T16:00:00Z"},
      {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2040-01-01T00:00:00Z", "2040-03-25T01:00:00Z"},
      {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2040-01-01T00:00:00Z", "2040-03-24T00:00:00Z"},
      {"AAA0BBB,J59,J300", "2040-01-01T00:00:00Z", "2040-02-28T02:00:00Z"},
      {"AAA0BBB,J60,J300", "2040-01-01T00:00:00Z", "2040-03-01T02:00:00Z"},
      {"AAA0BBB,59,300", "2040-01-01T00:00:00Z", "2040-02-29T02:00:00Z"},
      {"AAA0BBB,59,300", "2041-01-01T00:00:00Z", "2041-03-01T02:00:00Z"},
      {"AAA0BBB,0/-167,300", "2039-12-20T00:00:00Z", "2039-12-25T01:00:00Z"},
      {"AAA0BBB,J100,J365/167", "2041-01-01T00:00:00Z", "2041-01-06T22:00:00Z"},
      {"AAA3:30:15BBB,M1.1.1/1:02:03,J300", "2040-01-01T00:00:00Z", "2040-01-02T04:32:18Z"},
  }};
  for (const auto& [text, after, change] : table) {
    CAPTURE(text);
    CAPTURE(after);
    CHECK(next_change(text, after) == change);
  }
}

TEST_CASE("a rule knows the offset on both sides of a change") {
  const auto offset = [](std::string_view text, std::string_view at) { return rule(text).span_at(instant(at)).offset; };
  CHECK(offset("CET-1CEST,M3.5.0,M10.5.0/3", "2040-03-25T00:59:59Z") == seconds{3600});
  CHECK(offset("CET-1CEST,M3.5.0,M10.5.0/3", "2040-03-25T01:00:00Z") == seconds{7200});
  CHECK(offset("IST-1GMT0,M10.5.0,M3.5.0/1", "2040-07-01T00:00:00Z") == seconds{3600});
  CHECK(offset("IST-1GMT0,M10.5.0,M3.5.0/1", "2040-01-01T00:00:00Z") == seconds{0});
  CHECK(offset("<-03>3", "2040-01-01T00:00:00Z") == seconds{-10800});
}

TEST_CASE("a rule may keep summer time all year") {
  for (const std::string_view at : {"2039-12-31T23:59:59Z", "2040-01-01T03:00:00Z", "2040-01-01T05:00:00Z",
                                    "2040-07-01T00:00:00Z", "2041-01-01T04:59:59Z"}) {
    CAPTURE(at);
    CHECK(rule("EST5EDT,0/0,J365/25").span_at(instant(at)).offset == seconds{-4 * 3600});
  }
}

TEST_CASE("what is not exactly a rule is refused") {
  for (const std::string_view text : {"",
                                      "UTC",
                                      "UT0",
                                      "<U>0",
                                      "<UTC0",
                                      "<U C>0",
                                      "UTC25",
                                      "UTC0:60",
                                      "UTC0:",
                                      "UTC--1",
                                      "UTC0 ",
                                      "CET-1CEST",
                                      "CET-1CEST,M3.5.0",
                                      "CET-1CEST,M3.5.0,M10.5.0/3,",
                                      "CET-1CEST,M13.5.0,M10.5.0",
                                      "CET-1CEST,M0.5.0,M10.5.0",
                                      "CET-1CEST,M3.6.0,M10.5.0",
                                      "CET-1CEST,M3.0.0,M10.5.0",
                                      "CET-1CEST,M3.5.7,M10.5.0",
                                      "CET-1CEST,M3.5,M10.5.0",
                                      "CET-1CEST,J0,J300",
                                      "CET-1CEST,J366,J300",
                                      "CET-1CEST,366,300",
                                      "CET-1CEST,59/168,300",
                                      "CET-1CEST,59/-168,300",
                                      "CET-1CEST,59/,300",
                                      "CET-1CEST,0000,300",
                                      "CET-1CEST-2-3,59,300"}) {
    CAPTURE(text);
    CHECK_FALSE(ZoneRule::parse(text));
  }
}

}  // namespace nexor
