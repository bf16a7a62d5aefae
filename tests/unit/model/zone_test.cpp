#include "lib/model/zone.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>

#include "tests/support/tzif.h"

namespace nexor {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using support::tzif;
using support::TzifChange;

constexpr std::int32_t hour = 3600;

Instant instant(std::string_view text) { return parse_instant(text).value(); }

Date date(std::string_view text) { return parse_date(text).value(); }

std::int64_t at(std::string_view text) { return instant(text).time_since_epoch().count(); }

Zone zone(std::int32_t first_offset, const std::vector<TzifChange>& changes, std::string_view footer) {
  return Zone::parse("Test/Zone", tzif(first_offset, changes, footer)).value();
}

Zone by_rule(std::string_view footer) { return zone(0, {}, footer); }

// Local mean time, then Greenwich's, then the rule of today.
Zone paris() {
  return zone(561, {{at("1911-03-10T23:50:39Z"), 0}, {at("1945-09-16T01:00:00Z"), hour}}, "CET-1CEST,M3.5.0,M10.5.0/3");
}

// Minute by minute: the earliest at which the zone's clock shows the date's midnight or later.
Instant searched_midnight(const Zone& zone, Date date) {
  Instant instant = Instant{date.day()} - hours{26};
  while (instant + zone.offset_at(instant) < Instant{date.day()}) instant += minutes{1};
  return instant;
}

}  // namespace

TEST_CASE("UTC needs no bytes") {
  const Zone utc = Zone::utc();
  CHECK(utc.name() == "UTC");
  CHECK(utc.offset_at(instant("2026-07-01T12:00:00Z")) == seconds{0});
  CHECK(utc.midnight(date("2026-12-01")) == instant("2026-12-01T00:00:00Z"));
  CHECK(utc.local_text(instant("2026-12-01T00:00:00Z")) == "2026-12-01T00:00:00+00:00");
}

TEST_CASE("a zone follows its table, then its footer's rule") {
  const Zone zone = paris();
  CHECK(zone.offset_at(instant("1911-03-10T23:50:38Z")) == seconds{561});
  CHECK(zone.offset_at(instant("1911-03-10T23:50:39Z")) == hours{0});
  CHECK(zone.offset_at(instant("2099-07-01T00:00:00Z")) == hours{2});
  CHECK(text_of(zone.date_at(instant("2026-11-30T22:59:59Z"))) == "2026-11-30");
  CHECK(text_of(zone.date_at(instant("2026-11-30T23:00:00Z"))) == "2026-12-01");
}

TEST_CASE("without a rule the last offset stays, and without a table the rule is always in force") {
  CHECK(zone(0, {{0, -hour}}, "").offset_at(instant("2099-07-01T00:00:00Z")) == hours{-1});
  CHECK(zone(hour, {}, "").offset_at(instant("2099-07-01T00:00:00Z")) == hours{1});
  CHECK(by_rule("<+03>-3").offset_at(instant("1900-01-01T00:00:00Z")) == hours{3});
}

TEST_CASE("a date begins at its local midnight, wherever the clock goes just then") {
  struct Case {
    std::string_view what;
    Zone zone;
    std::string_view date;
    std::string_view midnight;
  };
  const std::array<Case, 8> table{{
      {"winter", paris(), "2026-12-01", "2026-11-30T23:00:00Z"},
      {"summer", paris(), "2026-07-01", "2026-06-30T22:00:00Z"},
      {"skipped: 00:00 becomes 01:00", by_rule("AAA0BBB,M3.5.0/0,M10.5.0/3"), "2026-03-29", "2026-03-29T00:00:00Z"},
      {"twice: 00:30 becomes 23:30", by_rule("AAA0BBB,M3.5.0,M10.5.0/0:30"), "2026-10-25", "2026-10-24T23:00:00Z"},
      {"once: 00:00 becomes 23:00", by_rule("AAA0BBB,M3.5.0,M10.5.0/0"), "2026-10-25", "2026-10-25T00:00:00Z"},
      {"twice: 01:00 becomes 00:00", by_rule("AAA0BBB,M3.5.0,M10.5.0/1"), "2026-10-25", "2026-10-24T23:00:00Z"},
      {"no such day", zone(-10 * hour, {{at("2011-12-30T10:00:00Z"), 14 * hour}}, "<+14>-14"), "2011-12-30",
       "2011-12-30T10:00:00Z"},
      {"the same day twice", zone(12 * hour, {{at("2011-12-30T12:00:00Z"), -12 * hour}}, "<-12>12"), "2011-12-30",
       "2011-12-29T12:00:00Z"},
  }};
  for (const auto& [what, zone, day, midnight] : table) {
    CAPTURE(what);
    CHECK(text_of(zone.midnight(date(day))) == midnight);
  }
}

TEST_CASE("a day that doesn't exist begins when the next one does") {
  const Zone apia = zone(-10 * hour, {{at("2011-12-30T10:00:00Z"), 14 * hour}}, "<+14>-14");
  CHECK(apia.midnight(date("2011-12-30")) == apia.midnight(date("2011-12-31")));
  CHECK(text_of(apia.date_at(apia.midnight(date("2011-12-30")))) == "2011-12-31");
}

TEST_CASE("midnight is the first minute that a search finds") {
  CHECK(rc::check([] {
    std::vector<TzifChange> changes;
    std::int64_t time = at("2020-01-01T00:00:00Z");
    for (const int gap : *rc::gen::container<std::vector<int>>(6, rc::gen::inRange(1, 3'000))) {
      time += std::int64_t{gap} * 60;
      changes.push_back({time, *rc::gen::inRange(-15 * 60, 15 * 60) * 60});
    }
    const Zone zone = nexor::zone(0, changes, *rc::gen::element("", "AAA0BBB,1/0,J3/-20", "AAA-1BBB,J365/0,J1/0:30"));
    const Date day = date("2019-12-30") + std::chrono::days{*rc::gen::inRange(0, 20)};
    RC_ASSERT(zone.midnight(day) == searched_midnight(zone, day));
  }));
}

TEST_CASE("local text carries the offset and means the same instant") {
  CHECK(paris().local_text(instant("2026-11-30T23:00:00Z")) == "2026-12-01T00:00:00+01:00");
  CHECK(by_rule("<-0330>3:30").local_text(instant("2026-11-30T23:00:00Z")) == "2026-11-30T19:30:00-03:30");
  CHECK(paris().local_text(instant("1905-01-01T00:00:00Z")) == "1905-01-01T00:09:00+00:09");
  CHECK(zone(-28, {}, "").local_text(instant("1905-01-01T00:00:00Z")) == "1905-01-01T00:00:00+00:00");
  CHECK(zone(-2670, {}, "").local_text(instant("1971-01-01T00:00:00Z")) == "1970-12-31T23:16:00-00:44");
}

TEST_CASE("a file that is cut off anywhere, or goes on, is refused") {
  const std::string whole = tzif(hour, {{0, 0}, {10, hour}}, "CET-1CEST,M3.5.0,M10.5.0/3");
  REQUIRE(Zone::parse("X", whole));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(Zone::parse("X", whole.substr(0, length)));
  }
  CHECK_FALSE(Zone::parse("X", whole + "\n"));
}

TEST_CASE("a file with a wrong byte is refused or read, but never read past its end") {
  const std::string whole = tzif(hour, {{0, 0}, {10, hour}}, "CET-1CEST,M3.5.0,M10.5.0/3");
  for (std::size_t place = 0; place < whole.size(); ++place) {
    for (const char byte : {'\x00', '\x01', '\x7f', '\x80', '\xff', '\n', 'J'}) {
      std::string bytes = whole;
      bytes[place] = byte;
      const auto zone = Zone::parse("X", bytes);
      if (zone) CHECK(zone->midnight(date("2026-12-01")) > instant("2026-11-29T00:00:00Z"));
    }
  }
}

TEST_CASE("what is not well-formed is refused") {
  const std::string whole = tzif(hour, {{0, 0}, {10, hour}}, "");
  const auto with = [&whole](std::size_t place, char byte) {
    std::string bytes = whole;
    bytes[place] = byte;
    return bytes;
  };
  constexpr std::size_t header = 44;
  constexpr std::size_t types_of_changes = 2 * header + 2 * 8;
  constexpr std::size_t types = types_of_changes + 2;
  REQUIRE(Zone::parse("X", whole));
  CHECK_FALSE(Zone::parse("X", with(4, '\0')));                 // version 1
  CHECK_FALSE(Zone::parse("X", with(header + 4, '3')));         // two versions
  CHECK_FALSE(Zone::parse("X", with(header + 31, 1)));          // leap seconds
  CHECK_FALSE(Zone::parse("X", with(types_of_changes, 3)));     // no such type
  CHECK_FALSE(Zone::parse("X", with(types, 1)));                // an offset of half a year
  CHECK_FALSE(Zone::parse("X", with(types + 4, 2)));            // neither summer time nor not
  CHECK_FALSE(Zone::parse("X", with(types + 5, 4)));            // a name beyond the names
  CHECK_FALSE(Zone::parse("X", with(types + 3 * 6 + 3, 'X')));  // a name without an end
  CHECK_FALSE(Zone::parse("X", tzif(0, {{10, 0}, {10, 1}}, "")));
  CHECK_FALSE(Zone::parse("X", tzif(0, {{10, 0}, {0, 1}}, "")));
  CHECK_FALSE(Zone::parse("X", tzif(0, {}, "nonsense")));
}

}  // namespace nexor
