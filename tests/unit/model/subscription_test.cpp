#include "lib/model/subscription.h"

#include <doctest/doctest.h>

#include <array>

#include "lib/error.h"
#include "tests/support/services.h"
#include "tests/support/zones.h"

namespace nexor {

using namespace support;

TEST_CASE("a quantity and a billing day have their bounds") {
  struct Case {
    int quantity;
    std::optional<unsigned> billing_day;
    std::string_view refusal;
  };
  for (const auto& [quantity, billing_day, refusal] :
       std::array<Case, 7>{{{1, {}, ""},
                            {999'999'999, 1U, ""},
                            {1, 31U, ""},
                            {0, {}, "quantity: 0 is not between 1 and 999999999"},
                            {1'000'000'000, {}, "quantity: 1000000000 is not between 1 and 999999999"},
                            {1, 0U, "billing day: 0 is not between 1 and 31"},
                            {1, 32U, "billing day: 32 is not between 1 and 31"}}}) {
    Subscription subscription = a_service("2024-01-31").subscription;
    subscription.quantity = quantity;
    subscription.billing_day = billing_day;
    CAPTURE(refusal);
    if (refusal.empty()) CHECK_NOTHROW(check_subscription(subscription));
    if (!refusal.empty()) CHECK_THROWS_WITH_AS(check_subscription(subscription), std::string{refusal}.c_str(), Error);
  }
}

TEST_CASE("a subscription's key is held to the rule of keys") {
  Subscription subscription = a_service("2024-01-31").subscription;
  subscription.key = "sub_0001Y";
  CHECK_THROWS_AS(check_subscription(subscription), Error);
}

TEST_CASE("a fixed term ends at the boundary of its number, the trial and a short stretch before it on top") {
  struct Case {
    std::string_view start;
    Terms terms;
    std::string_view end;
  };
  const std::array<Case, 6> table{{
      {"2024-01-31", {.fixed_terms = 1}, "2024-02-29"},
      {"2024-01-31", {.fixed_terms = 12}, "2025-01-31"},
      {"2024-01-01", {.trial_days = 30, .fixed_terms = 12}, "2025-01-31"},
      {"2012-01-31", {.fixed_terms = 1, .billing_day = 30}, "2012-03-30"},
      {"2024-02-29", {.period = {Unit::year, 1}, .fixed_terms = 2}, "2026-02-28"},
      {"2024-01-01", {.period = {Unit::week, 2}, .fixed_terms = 2}, "2024-01-29"},
  }};
  for (const auto& [start, terms, end] : table) {
    CAPTURE(start);
    const Service service = a_service(start, terms);
    CHECK(text_of(fixed_end_of(service.subscription, service.plan).value()) == end);
  }
  CHECK_FALSE(fixed_end_of(a_service("2024-01-31").subscription, a_service("2024-01-31").plan));
}

TEST_CASE("milestones are midnights of the account's zone") {
  const Terms terms{.trial_days = 91, .fixed_terms = 6};
  CHECK(a_service("2024-01-01", terms).subscription.milestones ==
        Milestones{instant("2024-01-01T00:00:00Z"), instant("2024-04-01T00:00:00Z"), instant("2024-10-01T00:00:00Z")});
  CHECK(a_service("2024-01-01", terms, berlin()).subscription.milestones ==
        Milestones{instant("2023-12-31T23:00:00Z"), instant("2024-03-31T22:00:00Z"), instant("2024-09-30T22:00:00Z")});
  CHECK(a_service("2024-01-01", {}, auckland()).subscription.milestones ==
        Milestones{instant("2023-12-31T11:00:00Z"), instant("2023-12-31T11:00:00Z"), {}});
}

}  // namespace nexor
