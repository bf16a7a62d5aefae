#include <doctest/doctest.h>

#include "lib/model/cancel_rule.h"
#include "tests/support/decisions.h"
#include "tests/support/services.h"
#include "tests/support/zones.h"

namespace nexor {

using namespace support;

TEST_CASE("the same end once more writes nothing and answers with the pending one, however it is asked for") {
  check_answers(
      ending(a_service("2024-01-01"), "2024-06-01"),
      {
          {"the date", "2024-06-01", "2024-03-10T12:00:00Z", "already NX-7K00-001X"},
          {"period-end", "period-end", "2024-05-10T12:00:00Z", "already NX-7K00-001X"},
          {"its last second", "period-end", "2024-05-31T23:59:59Z", "already NX-7K00-001X"},
          {"with permissions", "2024-06-01 --backdate --override", "2024-03-10T12:00:00Z", "already NX-7K00-001X"},
      });
}

TEST_CASE("the same end once more is already there in a trial, before the start, in another zone and under notice") {
  CHECK(asked_to_cancel(ending(a_service("2024-01-01", {.trial_days = 14}), "2024-01-15"), "period-end",
                        "2024-01-05T12:00:00Z") == "already NX-7K00-001X");
  CHECK(asked_to_cancel(ending(a_service("2024-01-01"), "2024-01-01"), "2024-01-01", "2023-12-05T12:00:00Z") ==
        "already NX-7K00-001X");
  CHECK(asked_to_cancel(ending(a_service("2024-01-01", {}, auckland()), "2024-06-01", auckland()), "period-end",
                        "2024-05-31T11:59:59Z", auckland()) == "already NX-7K00-001X");
  CHECK(asked_to_cancel(ending(a_service("2024-01-01", {.notice_days = 30}), "2024-06-01"), "2024-06-01",
                        "2024-05-20T12:00:00Z") == "already NX-7K00-001X");
}

TEST_CASE("an earlier end replaces the pending one") {
  check_answers(
      ending(a_service("2024-01-01"), "2024-06-01"),
      {
          {"a date", "2024-05-31", "2024-03-10T12:00:00Z",
           "2024-05-31 from 2024-05-31T00:00:00Z, replaces NX-7K00-001X"},
          {"now", "now", "2024-03-10T12:00:00Z", "2024-03-10 from 2024-03-10T12:00:00Z, replaces NX-7K00-001X"},
          {"period-end", "period-end", "2024-03-10T12:00:00Z",
           "2024-04-01 from 2024-04-01T00:00:00Z, replaces NX-7K00-001X"},
          {"the past", "2024-03-01 --backdate", "2024-03-10T12:00:00Z",
           "2024-03-01 from 2024-03-01T00:00:00Z, replaces NX-7K00-001X, backdated"},
          {"its last second", "now", "2024-05-31T23:59:59Z",
           "2024-05-31 from 2024-05-31T23:59:59Z, replaces NX-7K00-001X"},
      });
}

TEST_CASE("what would never start ends now instead, when that is asked for") {
  check_answers(
      ending(a_service("2024-01-01"), "2024-01-01"),
      {
          {"now", "now", "2023-12-10T12:00:00Z", "2023-12-10 from 2023-12-10T12:00:00Z, replaces NX-7K00-001X"},
          {"period-end", "period-end", "2023-12-10T12:00:00Z",
           "2023-12-10 from 2023-12-10T12:00:00Z, replaces NX-7K00-001X"},
      });
}

TEST_CASE("a later end is refused while one is pending") {
  check_answers(ending(a_service("2024-01-01"), "2024-06-15"),
                {
                    {"a date", "2024-06-16", "2024-03-10T12:00:00Z", "already_pending"},
                    {"period-end", "period-end", "2024-06-10T12:00:00Z", "already_pending"},
                    {"by override", "2024-07-01 --override", "2024-03-10T12:00:00Z", "already_pending"},
                    {"period-end of an earlier term", "period-end", "2024-05-31T23:59:59Z",
                     "2024-06-01 from 2024-06-01T00:00:00Z, replaces NX-7K00-001X"},
                });
}

TEST_CASE("notice and a fixed term hold for a replacement too") {
  check_answers(ending(a_service("2024-01-01", {.notice_days = 30}), "2024-06-15"),
                {
                    {"too early", "now", "2024-03-10T12:00:00Z", "not_allowed_yet"},
                    {"early enough", "2024-04-09", "2024-03-10T12:00:00Z",
                     "2024-04-09 from 2024-04-09T00:00:00Z, replaces NX-7K00-001X"},
                    {"by override", "now --override", "2024-03-10T12:00:00Z",
                     "2024-03-10 from 2024-03-10T12:00:00Z, replaces NX-7K00-001X, overridden"},
                });
  CHECK(asked_to_cancel(ending(a_service("2024-01-01", {.fixed_terms = 12}), "2024-06-15"), "2025-01-01",
                        "2024-03-10T12:00:00Z") == "ends_by_itself");
}

TEST_CASE("what has ended can't end again, whatever is asked") {
  for (const std::string_view asked : {"period-end", "now", "2024-05-01 --backdate", "2024-06-01", "2025-01-01"}) {
    CAPTURE(asked);
    const Service cancelled = ending(a_service("2024-01-01"), "2024-06-01");
    CHECK(asked_to_cancel(cancelled, asked, "2024-06-01T00:00:00Z") == "already_cancelled");
    CHECK(asked_to_cancel(cancelled, asked, "2030-01-01T00:00:00Z") == "already_cancelled");
    const Service expired = a_service("2023-06-01", {.fixed_terms = 12});
    CHECK(asked_to_cancel(expired, asked, "2024-06-01T00:00:00Z") == "already_expired");
    CHECK(asked_to_cancel(expired, asked, "2030-01-01T00:00:00Z") == "already_expired");
  }
}

TEST_CASE("a refusal names the confirmation that stands in the way and what to type") {
  const Service service = ending(a_service("2024-01-01"), "2024-06-01");
  const Error pending = refusal_to_cancel(service, "2024-07-01", "2024-03-10T12:00:00Z");
  CHECK(pending.message == "'K-1001' already ends on 2024-06-01 (NX-7K00-001X)");
  CHECK(pending.next == std::vector<std::string>{"nexor undo NX-7K00-001X"});
  const Error ended = refusal_to_cancel(service, "now", "2024-07-01T00:00:00Z");
  CHECK(ended.message == "'K-1001' is cancelled since 2024-06-01 (NX-7K00-001X)");
  CHECK(ended.next == std::vector<std::string>{"nexor receipt NX-7K00-001X"});
}

}  // namespace nexor
