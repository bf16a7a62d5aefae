#include "lib/model/term.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <vector>

namespace nexor {

namespace {

using std::chrono::days;

constexpr Period monthly{Unit::month, 1};
constexpr Period yearly{Unit::year, 1};

Date date(std::string_view text) { return parse_date(text).value(); }

bool is_billing_day(std::chrono::year_month_day date, std::chrono::day wanted) {
  const auto last = std::chrono::year_month_day_last{date.year() / date.month() / std::chrono::last}.day();
  return date.day() == std::min(wanted, last);
}

// The rule word for word, one day after the other: every boundary up to `last`.
std::vector<Date> walked(const Term& term, Date last) {
  const auto anchor = term.anchor.ymd();
  const std::chrono::day wanted{term.billing_day.value_or(static_cast<unsigned>(anchor.day()))};
  std::vector<Date> found;
  int begun = 0;  // days, weeks, months or years since the boundary before
  for (Date at = term.anchor; at <= last; at = at + days{1}) {
    const auto ymd = at.ymd();
    const bool month_begins = ymd.day() == std::chrono::day{1};
    const bool in_anchors_month = ymd.month() == anchor.month();
    bool fits = true;
    switch (term.period.unit) {
      case Unit::day:
        begun += 1;
        break;
      case Unit::week:
        begun += (at - term.anchor).count() % 7 == 0 ? 1 : 0;
        break;
      case Unit::month:
        begun += month_begins ? 1 : 0;
        fits = is_billing_day(ymd, wanted);
        break;
      case Unit::year:
        begun += month_begins && in_anchors_month ? 1 : 0;
        fits = is_billing_day(ymd, wanted) && in_anchors_month;
        break;
    }
    if (!fits || (!found.empty() && begun < term.period.count)) continue;
    found.push_back(at);
    begun = 0;
  }
  return found;
}

Date any_date() { return date("1990-01-01") + days{*rc::gen::inRange(0, 20'000)}; }

Term any_term() {
  const auto unit = *rc::gen::element(Unit::day, Unit::week, Unit::month, Unit::year);
  const int count = *rc::gen::inRange(1, unit == Unit::year ? 5 : 30);
  const unsigned billing_day = *rc::gen::inRange(0U, 32U);
  return {any_date(), {unit, count}, billing_day == 0 ? std::nullopt : std::optional{billing_day}};
}

// A day from a year before the anchor to twenty after it.
Date any_day_near(const Term& term) { return term.anchor + days{*rc::gen::inRange(-400, 8'000)}; }

void say(const Term& term, Date day) {
  RC_LOG() << text_of(term.period) << " from " << text_of(term.anchor) << " on the " << term.billing_day.value_or(0)
           << ", asked for " << text_of(day) << '\n';
}

}  // namespace

TEST_CASE("the end of term is what the rule's table says") {
  struct Case {
    Period period;
    std::string_view start;
    std::optional<unsigned> billing_day;
    std::string_view on;
    std::string_view end;
  };
  const std::array<Case, 14> table{{
      {monthly, "2024-01-31", 31, "2024-02-10", "2024-02-29"},
      {monthly, "2024-01-31", 31, "2024-02-29", "2024-03-31"},
      {monthly, "2024-01-31", 31, "2024-03-31", "2024-04-30"},
      {monthly, "2021-02-02", 2, "2022-03-01", "2022-03-02"},
      {monthly, "2021-02-02", 2, "2022-03-02", "2022-04-02"},
      {{Unit::month, 3}, "2021-01-31", 31, "2021-03-01", "2021-04-30"},
      {yearly, "2020-02-29", 29, "2022-01-15", "2022-02-28"},
      {yearly, "2020-02-29", 29, "2023-06-01", "2024-02-29"},
      {yearly, "2020-02-29", 29, "2024-03-01", "2025-02-28"},
      {monthly, "2012-01-31", 30, "2012-01-31", "2012-02-29"},
      {yearly, "2012-01-31", 30, "2012-01-31", "2013-01-30"},
      {monthly, "2012-02-16", 14, "2012-02-16", "2012-03-14"},
      {yearly, "2012-02-16", 14, "2012-02-16", "2013-02-14"},
      {{Unit::week, 1}, "2021-02-02", {}, "2022-03-08", "2022-03-15"},
  }};
  for (const auto& [period, start, billing_day, on, end] : table) {
    CAPTURE(text_of(period));
    CAPTURE(start);
    CAPTURE(on);
    CHECK(text_of(end_of_term({date(start), period, billing_day}, date(on))) == end);
    const bool is_own = billing_day && *billing_day == static_cast<unsigned>(date(start).ymd().day());
    if (is_own) CHECK(text_of(end_of_term({date(start), period, {}}, date(on))) == end);
  }
}

TEST_CASE("the billing day is the anchor's own unless another is said, and days and weeks have none") {
  CHECK(billing_day_of({date("2024-01-31"), monthly, {}}) == 31U);
  CHECK(billing_day_of({date("2024-01-31"), yearly, 15U}) == 15U);
  CHECK_FALSE(billing_day_of({date("2024-01-31"), {Unit::day, 30}, 15U}));
  CHECK_FALSE(billing_day_of({date("2024-01-31"), {Unit::week, 2}, {}}));
}

TEST_CASE("a boundary falls on the billing day, not on the day of a first boundary that was clamped") {
  const Term term{date("2023-02-10"), monthly, 31U};
  CHECK(text_of(boundary(term, 0)) == "2023-02-28");
  CHECK(text_of(boundary(term, 1)) == "2023-03-31");
  CHECK(text_of(boundary(term, 12)) == "2024-02-29");
}

TEST_CASE("a short stretch comes before boundary 0 where the billing day is not the anchor's") {
  const Term term{date("2012-01-31"), monthly, 30U};
  CHECK(text_of(start_of_term(term, date("2012-01-01"))) == "2012-01-31");
  CHECK(text_of(start_of_term(term, date("2012-02-28"))) == "2012-01-31");
  CHECK(text_of(start_of_term(term, date("2012-02-29"))) == "2012-02-29");
  CHECK(text_of(first_boundary_from(term, date("2012-01-31"))) == "2012-02-29");
  CHECK(text_of(first_boundary_from(term, date("2012-02-29"))) == "2012-02-29");
  CHECK(text_of(first_boundary_from(term, date("2012-03-01"))) == "2012-03-30");
}

TEST_CASE("a term that would end past the last date that can be written ends on it") {
  for (const Unit unit : {Unit::day, Unit::week, Unit::month, Unit::year}) {
    const Term term{date("2024-01-31"), {unit, 999}, {}};
    CHECK(text_of(boundary(term, 999'999'999)) == "9999-12-31");
    CHECK(text_of(end_of_term(term, date("9999-12-31"))) == "9999-12-31");
  }
}

TEST_CASE("every boundary is where a walk through the calendar finds it") {
  CHECK(rc::check([] {
    const Term term = any_term();
    const auto expected = walked(term, term.anchor + days{15'000});
    say(term, term.anchor);
    for (std::size_t k = 0; k < expected.size(); ++k) RC_ASSERT(boundary(term, static_cast<int>(k)) == expected[k]);
  }));
}

TEST_CASE("a term's two ends are the boundaries around the day, with none between") {
  CHECK(rc::check([] {
    const Term term = any_term();
    const Date day = any_day_near(term);
    const auto boundaries = walked(term, std::max(day, term.anchor) + days{2'500});
    say(term, day);
    const auto after = std::upper_bound(boundaries.begin(), boundaries.end(), day);
    RC_ASSERT(end_of_term(term, day) == *after);
    RC_ASSERT(start_of_term(term, day) == (after == boundaries.begin() ? term.anchor : *(after - 1)));
    RC_ASSERT(first_boundary_from(term, day) == *std::lower_bound(boundaries.begin(), boundaries.end(), day));
  }));
}

TEST_CASE("the end of term lies strictly after the day, and the next one begins there") {
  CHECK(rc::check([] {
    const Term term = any_term();
    const Date day = std::max(any_day_near(term), term.anchor);
    const Date end = end_of_term(term, day);
    say(term, day);
    RC_ASSERT(start_of_term(term, day) <= day);
    RC_ASSERT(day < end);
    RC_ASSERT(start_of_term(term, end) == end);
    RC_ASSERT(end_of_term(term, end - days{1}) == end);
  }));
}

}  // namespace nexor
