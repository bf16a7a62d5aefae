#include "lib/model/date.h"

#include <doctest/doctest.h>

#include <array>

namespace nexor {

TEST_CASE("a date is read back as it was written") {
  for (const std::string_view text : {"1900-01-01", "2024-02-29", "2026-12-31", "9999-12-31"}) {
    CAPTURE(text);
    REQUIRE(parse_date(text));
    CHECK(text_of(*parse_date(text)) == text);
  }
}

TEST_CASE("what is not exactly a date of the calendar is refused") {
  for (const std::string_view text :
       {"", "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01", "2024/01/01", "2024-01-32", " 2024-01-01",
        "2024-01-01 ", "1899-12-31", "10000-01-01", "2024-01-0a", "+024-01-01"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("an instant is read with any offset and written in UTC") {
  struct Case {
    std::string_view text;
    std::string_view utc;
  };
  for (const auto& [text, utc] : std::array<Case, 5>{{{"2026-11-30T23:00:00Z", "2026-11-30T23:00:00Z"},
                                                      {"2026-12-01T00:00:00+01:00", "2026-11-30T23:00:00Z"},
                                                      {"2026-11-30T19:30:00-03:30", "2026-11-30T23:00:00Z"},
                                                      {"2026-11-30t23:00:00.999z", "2026-11-30T23:00:00Z"},
                                                      {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"}}}) {
    CAPTURE(text);
    REQUIRE(parse_instant(text));
    CHECK(text_of(*parse_instant(text)) == utc);
  }
}

TEST_CASE("what is not exactly an instant is refused") {
  for (const std::string_view text :
       {"", "2026-11-30", "2026-11-30T23:00:00", "2026-11-30T24:00:00Z", "2026-11-30T23:60:00Z",
        "2026-11-30T23:00:00.Z", "2026-11-30T23:00:00+0100", "2026-11-30T23:00:00+24:00", "2026-11-30 23:00:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text));
  }
}

}  // namespace nexor
