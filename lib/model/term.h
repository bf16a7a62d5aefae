#pragma once

#include <optional>

#include "lib/model/date.h"
#include "lib/model/period.h"

namespace nexor {

// What a subscription is billed by. Its boundaries are the days on which one term ends and the next begins:
//
// - D is the first date on or after the anchor that is the billing day, clamped to its month's last day; for a yearly
//   period D also lies in the anchor's month.
// - Boundary k is D's month plus k periods, on the billing day (not on D's day), clamped to that month's last day.
// - Days and weeks ignore the billing day: boundary k is the anchor plus k periods.
//
// Always counted from D and never from the boundary before, so a 31st that met a February is a 31st again in March.
// A boundary past 9999-12-31, the last date that can be written, is that date.
struct Term {
  Date anchor;  // the first day that is paid for
  Period period;
  std::optional<unsigned> billing_day;  // 1 to 31; null: the anchor's own
};

// The day of the month that terms end on, before it is clamped; null for days and weeks.
std::optional<unsigned> billing_day_of(const Term& term);

// Boundary k, for k >= 0. A term of n periods ends at boundary n.
Date boundary(const Term& term, int k);

// The first boundary strictly after `day`: the first day that the term with `day` in it no longer pays for.
Date end_of_term(const Term& term, Date day);

// The last boundary at or before `day`; the anchor where there is none: in the short stretch before boundary 0, and
// before the anchor.
Date start_of_term(const Term& term, Date day);

// The first boundary at or after `earliest`.
Date first_boundary_from(const Term& term, Date earliest);

}  // namespace nexor
