#include "lib/model/term.h"

#include <algorithm>
#include <cstdint>

namespace nexor {

namespace {

using namespace std::chrono;

constexpr Date last_date{sys_days{December / 31 / 9999}};

// Where a date lies on the scale that its period counts by: days since 1970, or months since the year 0. A period is a
// number of steps on that scale, so that any boundary is one multiplication away.
using Position = std::int64_t;

Position month_of(Date date) {
  return Position{static_cast<int>(date.ymd().year())} * 12 + static_cast<unsigned>(date.ymd().month()) - 1;
}

// That day of the month, or the month's last one where it is shorter.
Date clamped(Position month_since_0, unsigned billing_day) {
  if (month_since_0 > month_of(last_date)) return last_date;
  const auto month = year{static_cast<int>(month_since_0 / 12)} / static_cast<int>(month_since_0 % 12 + 1);
  return Date{sys_days{month / std::min(day{billing_day}, year_month_day_last{month / last}.day())}};
}

Position length(Period period) {
  switch (period.unit) {
    case Unit::day:
      return period.count;
    case Unit::week:
      return Position{period.count} * 7;
    case Unit::month:
      return period.count;
    case Unit::year:
      return Position{period.count} * 12;
  }
  return 0;
}

Position position(const Term& term, Date date) {
  return billing_day_of(term) ? month_of(date) : Position{date.day().time_since_epoch().count()};
}

// Of boundary 0: of the anchor, or of the month in which D lies.
Position first_position(const Term& term) {
  const auto billing_day = billing_day_of(term);
  const Position own = position(term, term.anchor);
  if (!billing_day || clamped(own, *billing_day) >= term.anchor) return own;
  return own + (term.period.unit == Unit::year ? 12 : 1);
}

Date boundary_at(const Term& term, Position position) {
  if (const auto billing_day = billing_day_of(term)) return clamped(position, *billing_day);
  return Date{sys_days{days{std::min(position, Position{last_date.day().time_since_epoch().count()})}}};
}

Date nth_boundary(const Term& term, Position n) {
  return boundary_at(term, first_position(term) + n * length(term.period));
}

// How many boundaries lie at or before `day`.
Position boundaries_until(const Term& term, Date day) {
  const Position steps = position(term, day) - first_position(term);
  if (steps < 0) return 0;
  const Position n = steps / length(term.period);
  return nth_boundary(term, n) <= day ? n + 1 : n;
}

}  // namespace

std::optional<unsigned> billing_day_of(const Term& term) {
  switch (term.period.unit) {
    case Unit::day:
    case Unit::week:
      return {};
    case Unit::month:
    case Unit::year:
      return term.billing_day.value_or(static_cast<unsigned>(term.anchor.ymd().day()));
  }
  return {};
}

Date boundary(const Term& term, int k) { return nth_boundary(term, k); }

Date end_of_term(const Term& term, Date day) { return nth_boundary(term, boundaries_until(term, day)); }

Date start_of_term(const Term& term, Date day) {
  const Position passed = boundaries_until(term, day);
  return passed == 0 ? term.anchor : nth_boundary(term, passed - 1);
}

Date first_boundary_from(const Term& term, Date earliest) { return end_of_term(term, earliest - days{1}); }

}  // namespace nexor
