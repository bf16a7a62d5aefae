#include "lib/model/cancellation.h"

#include <doctest/doctest.h>

#include <array>

#include "lib/error.h"
#include "tests/support/services.h"

namespace nexor {

using namespace support;

TEST_CASE("when to end is period-end, now or a date, and nothing else") {
  for (const std::string_view text : {"period-end", "now", "2024-02-29"}) {
    CAPTURE(text);
    CHECK(text_of(parse_cancel_at(text).value()) == text);
  }
  for (const std::string_view text :
       {"", "Now", "period end", "today", "tomorrow", "2023-02-29", "2024-2-1", "now ", "2024-02-29T00:00:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_cancel_at(text));
  }
}

TEST_CASE("states and channels are read back by their names") {
  for (const std::string_view name : {"live", "withdrawn", "replaced"}) {
    CHECK(name_of(parse_cancellation_state(name).value()) == name);
  }
  for (const std::string_view name : {"interactive", "script", "batch"})
    CHECK(name_of(parse_channel(name).value()) == name);
  CHECK_FALSE(parse_cancellation_state("pending"));
  CHECK_FALSE(parse_channel("Batch"));
}

TEST_CASE("a live cancellation is pending until its instant, and effective from it on") {
  struct Case {
    CancellationState state;
    std::string_view now;
    std::string_view status;
  };
  for (const auto& [state, now, status] :
       std::array<Case, 5>{{{CancellationState::live, "2024-05-31T23:59:59Z", "pending"},
                            {CancellationState::live, "2024-06-01T00:00:00Z", "effective"},
                            {CancellationState::live, "2024-06-01T00:00:01Z", "effective"},
                            {CancellationState::withdrawn, "2024-06-01T00:00:00Z", "withdrawn"},
                            {CancellationState::replaced, "2024-05-31T23:59:59Z", "replaced"}}}) {
    Cancellation cancellation = a_cancellation(a_service("2024-01-31"), "2024-06-01");
    cancellation.state = state;
    CAPTURE(now);
    CHECK(status_name(cancellation, instant(now)) == status);
  }
}

TEST_CASE("the last paid day is the day before the end, and none before the anchor") {
  struct Case {
    std::string_view effective_on;
    std::string_view anchor_on;
    std::optional<std::string_view> last_paid_day;
  };
  for (const auto& [effective_on, anchor_on, day] : std::array<Case, 6>{{{"2024-03-01", "2024-01-31", "2024-02-29"},
                                                                         {"2024-02-02", "2024-01-31", "2024-02-01"},
                                                                         {"2024-02-01", "2024-01-31", "2024-01-31"},
                                                                         {"2024-01-31", "2024-01-31", {}},
                                                                         {"2024-01-30", "2024-01-31", {}},
                                                                         {"2023-12-01", "2024-01-31", {}}}}) {
    CAPTURE(effective_on);
    const auto found = last_paid_day(date(effective_on), date(anchor_on));
    CHECK(found.has_value() == day.has_value());
    if (found) CHECK(text_of(*found) == *day);
  }
}

TEST_CASE("feedback is free text of up to 5,000 characters, in any language") {
  std::string longest;
  for (int i = 0; i < 2500; ++i) longest += "ü\n";
  CHECK_NOTHROW(check_feedback(""));
  CHECK_NOTHROW(check_feedback(longest));
  CHECK_THROWS_WITH_AS(check_feedback(longest + "x"), "feedback: 5001 characters, where 5000 are the most", Error);
  CHECK_THROWS_WITH_AS(check_feedback("\xFF"), "feedback: not UTF-8", Error);
  CHECK_THROWS_WITH_AS(check_feedback("\xFF", "'words.txt'"), "'words.txt': not UTF-8", Error);
}

TEST_CASE("on whose behalf is one line of up to 200 characters") {
  CHECK_NOTHROW(check_on_behalf_of(std::string(200, 'x')));
  CHECK_THROWS_AS(check_on_behalf_of(std::string(201, 'x')), Error);
  CHECK_THROWS_AS(check_on_behalf_of(""), Error);
  CHECK_THROWS_AS(check_on_behalf_of("the\ncustomer"), Error);
}

}  // namespace nexor
