#include <doctest/doctest.h>

#include "lib/model/cancel_rule.h"
#include "tests/support/decisions.h"
#include "tests/support/services.h"
#include "tests/support/zones.h"

namespace nexor {

using namespace support;

TEST_CASE("notice days allow no end before today and so many days") {
  check_answers(
      a_service("2024-01-01", {.notice_days = 30}),
      {
          {"now", "now", "2024-03-10T12:00:00Z", "not_allowed_yet"},
          {"today's date", "2024-03-10", "2024-03-10T12:00:00Z", "not_allowed_yet"},
          {"a day early", "2024-04-08", "2024-03-10T12:00:00Z", "not_allowed_yet"},
          {"the day itself", "2024-04-09", "2024-03-10T12:00:00Z", "2024-04-09 from 2024-04-09T00:00:00Z"},
          {"period-end goes to the next", "period-end", "2024-03-10T12:00:00Z", "2024-05-01 from 2024-05-01T00:00:00Z"},
          {"period-end just in time", "period-end", "2024-03-02T23:59:59Z", "2024-04-01 from 2024-04-01T00:00:00Z"},
          {"period-end a second late", "period-end", "2024-03-03T00:00:00Z", "2024-05-01 from 2024-05-01T00:00:00Z"},
          {"the past", "2024-03-09", "2024-03-10T12:00:00Z", "date_refused"},
          {"the past, allowed", "2024-03-09 --backdate", "2024-03-10T12:00:00Z", "not_allowed_yet"},
      });
}

TEST_CASE("notice is counted from the account's today") {
  check_answers(
      a_service("2024-01-01", {.notice_days = 30}, auckland()),
      {
          {"a day early", "2024-04-09", "2024-03-10T12:00:00Z", "not_allowed_yet"},
          {"the day itself", "2024-04-10", "2024-03-10T12:00:00Z", "2024-04-10 from 2024-04-09T12:00:00Z"},
          {"a second before midnight", "2024-04-09", "2024-03-10T10:59:59Z", "2024-04-09 from 2024-04-08T12:00:00Z"},
      },
      auckland());
}

TEST_CASE("a minimum term allows no end before its boundary") {
  check_answers(
      a_service("2024-01-01", {.minimum_terms = 12}),
      {
          {"now", "now", "2024-03-10T12:00:00Z", "not_allowed_yet"},
          {"a day early", "2024-12-31", "2024-03-10T12:00:00Z", "not_allowed_yet"},
          {"the boundary", "2025-01-01", "2024-03-10T12:00:00Z", "2025-01-01 from 2025-01-01T00:00:00Z"},
          {"a day in a later term", "2025-01-20", "2024-03-10T12:00:00Z", "2025-01-20 from 2025-01-20T00:00:00Z"},
          {"period-end", "period-end", "2024-03-10T12:00:00Z", "2025-01-01 from 2025-01-01T00:00:00Z"},
          {"period-end, last second", "period-end", "2024-12-31T23:59:59Z", "2025-01-01 from 2025-01-01T00:00:00Z"},
          {"period-end, when it is over", "period-end", "2025-01-01T00:00:00Z", "2025-02-01 from 2025-02-01T00:00:00Z"},
          {"now, when it is over", "now", "2025-01-01T00:00:00Z", "2025-01-01 from 2025-01-01T00:00:00Z"},
      });
}

TEST_CASE("a minimum term is counted behind the trial and a short stretch") {
  check_answers(a_service("2012-01-01", {.trial_days = 30, .minimum_terms = 1, .billing_day = 30}),
                {
                    {"a day early", "2012-03-29", "2012-02-01T12:00:00Z", "not_allowed_yet"},
                    {"the boundary", "2012-03-30", "2012-02-01T12:00:00Z", "2012-03-30 from 2012-03-30T00:00:00Z"},
                    {"period-end", "period-end", "2012-02-01T12:00:00Z", "2012-03-30 from 2012-03-30T00:00:00Z"},
                });
}

TEST_CASE("the later of notice and minimum term counts") {
  check_answers(
      a_service("2024-01-01", {.notice_days = 30, .minimum_terms = 3}),
      {
          {"the minimum is later", "2024-03-31", "2024-02-01T00:00:00Z", "not_allowed_yet"},
          {"it is reached", "2024-04-01", "2024-02-01T00:00:00Z", "2024-04-01 from 2024-04-01T00:00:00Z"},
          {"period-end, both just reached", "period-end", "2024-03-02T00:00:00Z",
           "2024-04-01 from 2024-04-01T00:00:00Z"},
          {"the notice is later", "2024-04-01", "2024-03-03T00:00:00Z", "not_allowed_yet"},
          {"it is reached", "2024-04-02", "2024-03-03T00:00:00Z", "2024-04-02 from 2024-04-02T00:00:00Z"},
          {"period-end, by the notice", "period-end", "2024-03-03T00:00:00Z", "2024-05-01 from 2024-05-01T00:00:00Z"},
          {"period-end, the minimum over", "period-end", "2024-08-15T00:00:00Z",
           "2024-10-01 from 2024-10-01T00:00:00Z"},
      });
}

TEST_CASE("neither binds in a trial or before the start") {
  check_answers(
      a_service("2024-01-01", {.trial_days = 14, .notice_days = 30, .minimum_terms = 12}),
      {
          {"not started, now", "now", "2023-12-31T23:59:59Z", "2023-12-31 from 2023-12-31T23:59:59Z"},
          {"not started, period-end", "period-end", "2023-12-01T00:00:00Z", "2023-12-01 from 2023-12-01T00:00:00Z"},
          {"not started, its start", "2024-01-01", "2023-12-01T00:00:00Z", "2024-01-01 from 2024-01-01T00:00:00Z"},
          {"in the trial, now", "now", "2024-01-01T00:00:00Z", "2024-01-01 from 2024-01-01T00:00:00Z"},
          {"in the trial, a date", "2024-01-10", "2024-01-05T00:00:00Z", "2024-01-10 from 2024-01-10T00:00:00Z"},
          {"in the trial, period-end", "period-end", "2024-01-14T23:59:59Z", "2024-01-15 from 2024-01-15T00:00:00Z"},
          {"from the anchor on, now", "now", "2024-01-15T00:00:00Z", "not_allowed_yet"},
          {"from the anchor on, a date", "2024-06-01", "2024-01-15T00:00:00Z", "not_allowed_yet"},
          {"from the anchor on, period-end", "period-end", "2024-01-15T00:00:00Z",
           "2025-01-15 from 2025-01-15T00:00:00Z"},
      });
}

TEST_CASE("an override lifts both, and is recorded where it was needed") {
  check_answers(
      a_service("2024-01-01", {.notice_days = 30, .minimum_terms = 12}),
      {
          {"now", "now --override", "2024-03-10T12:00:00Z", "2024-03-10 from 2024-03-10T12:00:00Z, overridden"},
          {"a date", "2024-12-31 --override", "2024-03-10T12:00:00Z",
           "2024-12-31 from 2024-12-31T00:00:00Z, overridden"},
          {"period-end", "period-end --override", "2024-03-10T12:00:00Z",
           "2024-04-01 from 2024-04-01T00:00:00Z, overridden"},
          {"the past, allowed", "2024-02-01 --backdate --override", "2024-03-10T12:00:00Z",
           "2024-02-01 from 2024-02-01T00:00:00Z, backdated, overridden"},
          {"not needed", "2025-01-01 --override", "2024-03-10T12:00:00Z", "2025-01-01 from 2025-01-01T00:00:00Z"},
          {"not needed by period-end", "period-end --override", "2024-12-01T12:00:00Z",
           "2025-01-01 from 2025-01-01T00:00:00Z"},
      });
}

TEST_CASE("a fixed term that is over first leaves no day to choose") {
  check_answers(a_service("2024-01-01", {.notice_days = 60, .minimum_terms = 12, .fixed_terms = 12}),
                {
                    {"period-end", "period-end", "2024-03-10T12:00:00Z", "ends_by_itself"},
                    {"a day before", "2024-12-31", "2024-03-10T12:00:00Z", "not_allowed_yet"},
                    {"its end", "2025-01-01", "2024-03-10T12:00:00Z", "ends_by_itself"},
                    {"by override", "period-end --override", "2024-03-10T12:00:00Z",
                     "2024-04-01 from 2024-04-01T00:00:00Z, overridden"},
                });
}

TEST_CASE("a refusal names the earliest day that is allowed") {
  const Error early = refusal_to_cancel(a_service("2024-01-01", {.notice_days = 30}), "now", "2024-03-10T12:00:00Z");
  CHECK(early.message == "'K-1001' can't end before 2024-04-09: the plan 'basic' has a notice or a minimum term");
  CHECK(early.hint == "use --at 2024-04-09 or later; an admin may --override");
}

TEST_CASE("a refusal names no day that would be refused in its turn") {
  const Service fixed = a_service("2024-01-01", {.notice_days = 60, .fixed_terms = 12});
  const Error late = refusal_to_cancel(fixed, "now", "2024-12-10T12:00:00Z");
  CHECK(
      late.message ==
      "'K-1001' can't end before 2025-01-01, when it ends by itself: the plan 'basic' has a notice or a minimum term");
  CHECK(late.hint == "an admin may --override");
}

}  // namespace nexor
