#include "lib/model/cancel_rule.h"

#include <doctest/doctest.h>

#include <array>

#include "tests/support/decisions.h"
#include "tests/support/services.h"
#include "tests/support/zones.h"

namespace nexor {

using namespace support;

namespace {

constexpr Period quarter{Unit::month, 3};
constexpr Period year{Unit::year, 1};
constexpr Period week{Unit::week, 1};

}  // namespace

TEST_CASE("period-end is the end of term of the table under Time") {
  struct Row {
    Terms terms;
    std::string_view start;
    std::string_view on;
    std::string_view end;
  };
  for (const auto& [terms, start, on, end] : std::array<Row, 14>{{
           {{.billing_day = 31}, "2024-01-31", "2024-02-10", "2024-02-29"},
           {{.billing_day = 31}, "2024-01-31", "2024-02-29", "2024-03-31"},
           {{.billing_day = 31}, "2024-01-31", "2024-03-31", "2024-04-30"},
           {{.billing_day = 2}, "2021-02-02", "2022-03-01", "2022-03-02"},
           {{.billing_day = 2}, "2021-02-02", "2022-03-02", "2022-04-02"},
           {{.period = quarter, .billing_day = 31}, "2021-01-31", "2021-03-01", "2021-04-30"},
           {{.period = year, .billing_day = 29}, "2020-02-29", "2022-01-15", "2022-02-28"},
           {{.period = year, .billing_day = 29}, "2020-02-29", "2023-06-01", "2024-02-29"},
           {{.period = year, .billing_day = 29}, "2020-02-29", "2024-03-01", "2025-02-28"},
           {{.billing_day = 30}, "2012-01-31", "2012-01-31", "2012-02-29"},
           {{.period = year, .billing_day = 30}, "2012-01-31", "2012-01-31", "2013-01-30"},
           {{.billing_day = 14}, "2012-02-16", "2012-02-16", "2012-03-14"},
           {{.period = year, .billing_day = 14}, "2012-02-16", "2012-02-16", "2013-02-14"},
           {{.period = week}, "2021-02-02", "2022-03-08", "2022-03-15"},
       }}) {
    CAPTURE(start);
    CAPTURE(on);
    for (const std::string_view time : {"T00:00:00Z", "T12:00:00Z", "T23:59:59Z"}) {
      const std::string expected = std::string{end} + " from " + std::string{end} + "T00:00:00Z";
      CHECK(asked_to_cancel(a_service(start, terms), "period-end", std::string{on} + std::string{time}) == expected);
    }
  }
}

TEST_CASE("period-end of an active service is the end of the term around the account's today") {
  check_answers(a_service("2024-01-31"),
                {
                    {"before", "period-end", "2024-02-28T23:59:59Z", "2024-02-29 from 2024-02-29T00:00:00Z"},
                    {"at", "period-end", "2024-02-29T00:00:00Z", "2024-03-31 from 2024-03-31T00:00:00Z"},
                });
  check_answers(a_service("2024-01-31", {}, berlin()),
                {
                    {"before", "period-end", "2024-02-28T22:59:59Z", "2024-02-29 from 2024-02-28T23:00:00Z"},
                    {"at", "period-end", "2024-02-28T23:00:00Z", "2024-03-31 from 2024-03-30T23:00:00Z"},
                    {"into summer", "period-end", "2024-03-30T23:00:00Z", "2024-04-30 from 2024-04-29T22:00:00Z"},
                },
                berlin());
  check_answers(a_service("2024-01-10", {}, new_york()),
                {
                    {"before", "period-end", "2024-03-10T04:59:59Z", "2024-03-10 from 2024-03-10T05:00:00Z"},
                    {"at", "period-end", "2024-03-10T05:00:00Z", "2024-04-10 from 2024-04-10T04:00:00Z"},
                },
                new_york());
  check_answers(a_service("2024-01-31", {}, auckland()),
                {
                    {"before", "period-end", "2024-02-28T10:59:59Z", "2024-02-29 from 2024-02-28T11:00:00Z"},
                    {"at", "period-end", "2024-02-28T11:00:00Z", "2024-03-31 from 2024-03-30T11:00:00Z"},
                },
                auckland());
}

TEST_CASE("period-end in a trial is the end of the trial") {
  check_answers(a_service("2024-01-01", {.trial_days = 14}),
                {
                    {"its start", "period-end", "2024-01-01T00:00:00Z", "2024-01-15 from 2024-01-15T00:00:00Z"},
                    {"its last second", "period-end", "2024-01-14T23:59:59Z", "2024-01-15 from 2024-01-15T00:00:00Z"},
                    {"over", "period-end", "2024-01-15T00:00:00Z", "2024-02-15 from 2024-02-15T00:00:00Z"},
                });
  check_answers(a_service("2024-03-25", {.trial_days = 14}, berlin()),
                {
                    {"its last second", "period-end", "2024-04-07T21:59:59Z", "2024-04-08 from 2024-04-07T22:00:00Z"},
                    {"over", "period-end", "2024-04-07T22:00:00Z", "2024-05-08 from 2024-05-07T22:00:00Z"},
                },
                berlin());
}

TEST_CASE("what has not started is cancelled at once, by period-end and by now") {
  for (const std::string_view asked : {"period-end", "now"}) {
    for (const int trial_days : {0, 14}) {
      check_answers(a_service("2024-01-01", {.trial_days = trial_days}),
                    {
                        {"long before", asked, "2023-11-11T11:11:11Z", "2023-11-11 from 2023-11-11T11:11:11Z"},
                        {"a second before", asked, "2023-12-31T23:59:59Z", "2023-12-31 from 2023-12-31T23:59:59Z"},
                    });
    }
    check_answers(a_service("2024-01-01", {}, auckland()),
                  {{"a second before", asked, "2023-12-31T10:59:59Z", "2023-12-31 from 2023-12-31T10:59:59Z"}},
                  auckland());
  }
}

TEST_CASE("now is this instant, on the account's today") {
  check_answers(a_service("2024-01-31"),
                {
                    {"at the start", "now", "2024-01-31T00:00:00Z", "2024-01-31 from 2024-01-31T00:00:00Z"},
                    {"in a term", "now", "2024-02-10T12:34:56Z", "2024-02-10 from 2024-02-10T12:34:56Z"},
                });
  check_answers(a_service("2024-01-31", {.trial_days = 30}),
                {{"in a trial", "now", "2024-02-10T12:34:56Z", "2024-02-10 from 2024-02-10T12:34:56Z"}});
  check_answers(a_service("2024-01-31", {}, new_york()),
                {{"in a term", "now", "2024-02-10T04:34:56Z", "2024-02-09 from 2024-02-10T04:34:56Z"}}, new_york());
  check_answers(a_service("2024-01-31", {}, auckland()),
                {{"in a term", "now", "2024-02-10T12:34:56Z", "2024-02-11 from 2024-02-10T12:34:56Z"}}, auckland());
}

TEST_CASE("a date to come is that date's midnight, also in the middle of a term") {
  for (const int trial_days : {0, 30}) {
    check_answers(a_service("2024-01-31", {.trial_days = trial_days}),
                  {
                      {"tomorrow", "2024-02-11", "2024-02-10T23:59:59Z", "2024-02-11 from 2024-02-11T00:00:00Z"},
                      {"later", "2024-06-15", "2024-02-10T12:00:00Z", "2024-06-15 from 2024-06-15T00:00:00Z"},
                  });
  }
  check_answers(a_service("2024-01-31", {}, berlin()),
                {
                    {"tomorrow", "2024-02-11", "2024-02-10T22:59:59Z", "2024-02-11 from 2024-02-10T23:00:00Z"},
                    {"in summer", "2024-06-15", "2024-02-10T12:00:00Z", "2024-06-15 from 2024-06-14T22:00:00Z"},
                },
                berlin());
}

TEST_CASE("today's date means now") {
  check_answers(a_service("2024-01-31"),
                {
                    {"in a term", "2024-02-10", "2024-02-10T12:34:56Z", "2024-02-10 from 2024-02-10T12:34:56Z"},
                    {"at the start", "2024-01-31", "2024-01-31T12:34:56Z", "2024-01-31 from 2024-01-31T12:34:56Z"},
                });
  check_answers(a_service("2024-01-31", {}, new_york()),
                {{"New York", "2024-02-09", "2024-02-10T04:59:59Z", "2024-02-09 from 2024-02-10T04:59:59Z"}},
                new_york());
  check_answers(a_service("2024-01-31", {}, auckland()),
                {{"Auckland", "2024-02-11", "2024-02-10T11:00:00Z", "2024-02-11 from 2024-02-10T11:00:00Z"}},
                auckland());
}

TEST_CASE("the date of the start keeps what has not started from ever starting") {
  for (const int trial_days : {0, 14}) {
    check_answers(a_service("2024-01-01", {.trial_days = trial_days}),
                  {
                      {"long before", "2024-01-01", "2023-11-11T11:11:11Z", "2024-01-01 from 2024-01-01T00:00:00Z"},
                      {"a second before", "2024-01-01", "2023-12-31T23:59:59Z", "2024-01-01 from 2024-01-01T00:00:00Z"},
                  });
  }
  check_answers(a_service("2024-01-01", {}, auckland()),
                {{"a second before", "2024-01-01", "2023-12-31T10:59:59Z", "2024-01-01 from 2023-12-31T11:00:00Z"}},
                auckland());
}

TEST_CASE("a date before the start or in the past is refused") {
  check_answers(a_service("2024-01-31"),
                {
                    {"yesterday", "2024-02-09", "2024-02-10T00:00:00Z", "date_refused"},
                    {"yesterday, by override", "2024-02-09 --override", "2024-02-10T00:00:00Z", "date_refused"},
                    {"before the start", "2024-01-30", "2024-01-15T00:00:00Z", "date_refused"},
                    {"in the past, not started", "2024-01-10", "2024-01-15T00:00:00Z", "date_refused"},
                });
  check_answers(a_service("2024-01-31", {}, new_york()),
                {{"yesterday", "2024-02-08", "2024-02-10T04:59:59Z", "date_refused"}}, new_york());
}

TEST_CASE("an admin may put a date into the past, but never before the start") {
  const std::string_view now = "2024-02-10T12:00:00Z";
  check_answers(a_service("2024-01-31"),
                {
                    {"yesterday", "2024-02-09 --backdate", now, "2024-02-09 from 2024-02-09T00:00:00Z, backdated"},
                    {"the start", "2024-01-31 --backdate", now, "2024-01-31 from 2024-01-31T00:00:00Z, backdated"},
                    {"the day before", "2024-01-30 --backdate", now, "date_refused"},
                    {"not started", "2024-01-30 --backdate", "2024-01-15T00:00:00Z", "date_refused"},
                    {"today", "2024-02-10 --backdate", now, "2024-02-10 from 2024-02-10T12:00:00Z"},
                });
  check_answers(a_service("2024-01-31", {}, berlin()),
                {{"yesterday", "2024-02-09 --backdate", now, "2024-02-09 from 2024-02-08T23:00:00Z, backdated"}},
                berlin());
}

TEST_CASE("a fixed term ends by itself, and can only be ended before") {
  const std::string_view june = "2024-06-01T00:00:00Z";
  check_answers(a_service("2024-01-01", {.fixed_terms = 12}),
                {
                    {"its end", "2025-01-01", june, "ends_by_itself"},
                    {"by override", "2025-01-01 --override", june, "ends_by_itself"},
                    {"after its end", "2026-01-01", june, "ends_by_itself"},
                    {"not started", "2025-01-01", "2023-06-01T00:00:00Z", "ends_by_itself"},
                    {"the day before", "2024-12-31", june, "2024-12-31 from 2024-12-31T00:00:00Z"},
                    {"in its last term", "period-end", "2024-12-01T00:00:00Z", "ends_by_itself"},
                    {"just before that", "period-end", "2024-11-30T23:59:59Z", "2024-12-01 from 2024-12-01T00:00:00Z"},
                    {"its last second", "now", "2024-12-31T23:59:59Z", "2024-12-31 from 2024-12-31T23:59:59Z"},
                    {"over", "now", "2025-01-01T00:00:00Z", "already_expired"},
                    {"over, backdated", "2024-06-01 --backdate", "2025-01-01T00:00:00Z", "already_expired"},
                });
}

TEST_CASE("a clock that shows the day before once more doesn't end a term again that has ended") {
  const Zone zone = back_across_midnight();
  const std::string_view now = "2024-10-27T03:00:00Z";
  REQUIRE(text_of(zone.date_at(instant(now))) == "2024-10-26");
  check_answers(a_service("2024-01-27", {}, zone),
                {
                    {"the term that has begun", "period-end", now, "2024-11-27 from 2024-11-27T03:30:00Z"},
                    {"the day that has begun", "now", now, "2024-10-27 from 2024-10-27T03:00:00Z"},
                    {"its date", "2024-10-27", now, "2024-10-27 from 2024-10-27T03:00:00Z"},
                    {"the date that is shown", "2024-10-26", now, "date_refused"},
                },
                zone);
}

TEST_CASE("a refusal says what to do instead") {
  const Service plain = a_service("2024-01-31", {.fixed_terms = 12});
  CHECK(refusal_to_cancel(plain, "2024-02-09", "2024-02-10T00:00:00Z").message ==
        "'K-1001' can't end on 2024-02-09: that is in the past");
  CHECK(refusal_to_cancel(plain, "2024-02-09", "2024-02-10T00:00:00Z").hint ==
        "an admin may put it into the past with --backdate");
  CHECK(refusal_to_cancel(plain, "2024-01-30", "2024-02-10T00:00:00Z").message ==
        "'K-1001' can't end on 2024-01-30: it starts on 2024-01-31");
  CHECK(refusal_to_cancel(plain, "2026-01-01", "2024-02-10T00:00:00Z").message ==
        "'K-1001' ends by itself on 2025-01-31");
  CHECK(refusal_to_cancel(plain, "now", "2025-01-31T00:00:00Z").message ==
        "'K-1001' has expired: its fixed term ended on 2025-01-31");
}

}  // namespace nexor
