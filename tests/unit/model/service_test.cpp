#include "lib/model/service.h"

#include <doctest/doctest.h>

#include <array>

#include "tests/support/services.h"
#include "tests/support/zones.h"

namespace nexor {

using namespace support;

namespace {

std::string status(const Service& service, std::string_view now) {
  return std::string{name_of(status_of(service, instant(now)))};
}

// `2024-01-31 to 2024-02-29`, or `none`.
std::string running(const Service& service, std::string_view now, const Zone& zone = Zone::utc()) {
  const auto term = current_term(service, zone.date_at(instant(now)), instant(now));
  return term ? text_of(term->start_on) + " to " + text_of(term->end_on) : "none";
}

std::string ended(const Service& service, std::string_view now) {
  const auto at = ended_at(service, instant(now));
  return at ? text_of(*at) : "not yet";
}

}  // namespace

TEST_CASE("a status is read back by its name") {
  for (const std::string_view name :
       {"scheduled", "trialing", "active", "pending_cancellation", "cancelled", "expired"}) {
    CAPTURE(name);
    CHECK(name_of(parse_status(name).value()) == name);
  }
  CHECK_FALSE(parse_status("canceled"));
}

TEST_CASE("a status begins at its instant and not a second before") {
  const Service plain = a_service("2024-01-01", {.trial_days = 14, .fixed_terms = 12});
  const Service cancelled = ending(plain, "2024-06-01");
  struct Case {
    const Service& service;
    std::string_view now;
    std::string_view status;
  };
  const std::array<Case, 14> table{{
      {plain, "2023-12-31T23:59:59Z", "scheduled"},
      {plain, "2024-01-01T00:00:00Z", "trialing"},
      {plain, "2024-01-01T00:00:01Z", "trialing"},
      {plain, "2024-01-14T23:59:59Z", "trialing"},
      {plain, "2024-01-15T00:00:00Z", "active"},
      {plain, "2024-01-15T00:00:01Z", "active"},
      {plain, "2025-01-14T23:59:59Z", "active"},
      {plain, "2025-01-15T00:00:00Z", "expired"},
      {plain, "2025-01-15T00:00:01Z", "expired"},
      {cancelled, "2023-12-31T23:59:59Z", "pending_cancellation"},
      {cancelled, "2024-05-31T23:59:59Z", "pending_cancellation"},
      {cancelled, "2024-06-01T00:00:00Z", "cancelled"},
      {cancelled, "2024-06-01T00:00:01Z", "cancelled"},
      {cancelled, "2099-01-01T00:00:00Z", "cancelled"},
  }};
  for (const auto& [service, now, expected] : table) {
    CAPTURE(now);
    CHECK(status(service, now) == expected);
  }
}

TEST_CASE("without a trial a service is active from its start") {
  CHECK(status(a_service("2024-01-01"), "2023-12-31T23:59:59Z") == "scheduled");
  CHECK(status(a_service("2024-01-01"), "2024-01-01T00:00:00Z") == "active");
}

TEST_CASE("the first row of the table that holds gives the status") {
  struct Case {
    std::string_view what;
    std::string_view cancelled_at;
    std::string_view now;
    Status status;
  };
  const Milestones milestones{instant("2024-01-01T00:00:00Z"), instant("2024-01-15T00:00:00Z"),
                              instant("2025-01-15T00:00:00Z")};
  const std::array<Case, 8> table{{
      {"cancelled before expired", "2024-06-01T00:00:00Z", "2026-01-01T00:00:00Z", Status::cancelled},
      {"cancelled and expired at once", "2025-01-15T00:00:00Z", "2025-01-15T00:00:00Z", Status::cancelled},
      {"expired before pending", "2026-01-01T00:00:00Z", "2025-01-15T00:00:00Z", Status::expired},
      {"pending before scheduled", "2024-06-01T00:00:00Z", "2023-12-01T00:00:00Z", Status::pending_cancellation},
      {"pending before trialing", "2024-06-01T00:00:00Z", "2024-01-01T00:00:00Z", Status::pending_cancellation},
      {"pending before active", "2024-06-01T00:00:00Z", "2024-02-01T00:00:00Z", Status::pending_cancellation},
      {"cancelled before scheduled", "2023-11-01T00:00:00Z", "2023-12-01T00:00:00Z", Status::cancelled},
      {"cancelled before trialing", "2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z", Status::cancelled},
  }};
  for (const auto& [what, cancelled_at, now, expected] : table) {
    CAPTURE(what);
    CHECK(status_at(milestones, instant(cancelled_at), instant(now)) == expected);
  }
}

TEST_CASE("a status follows the midnights of the account's zone") {
  const Service service = ending(a_service("2024-01-01", {}, auckland()), "2024-06-01", auckland());
  CHECK(status(a_service("2024-01-01", {}, auckland()), "2023-12-31T10:59:59Z") == "scheduled");
  CHECK(status(a_service("2024-01-01", {}, auckland()), "2023-12-31T11:00:00Z") == "active");
  CHECK(status(service, "2024-05-31T11:59:59Z") == "pending_cancellation");
  CHECK(status(service, "2024-05-31T12:00:00Z") == "cancelled");
}

TEST_CASE("an add-on ends at the earlier of its own date and its base's") {
  struct Case {
    std::string_view what;
    std::string_view base_ends;
    std::string_view addon_ends;
    std::optional<std::int64_t> ending;
  };
  const Terms one_year{.fixed_terms = 12};
  const std::array<Case, 8> table{{
      {"neither ends", "", "", {}},
      {"only the base", "2024-06-01", "", 1},
      {"only the add-on", "", "2024-06-01", 2},
      {"the base first", "2024-06-01", "2024-06-02", 1},
      {"the add-on first", "2024-06-02", "2024-06-01", 2},
      {"both at once: its own", "2024-06-01", "2024-06-01", 2},
      {"its fixed term first", "2025-02-02", "", {}},
      {"its fixed term and the base at once", "2025-02-01", "", {}},
  }};
  for (const auto& [what, base_ends, addon_ends, number] : table) {
    CAPTURE(what);
    const Service open = a_service("2024-01-01");
    const Service base = base_ends.empty() ? open : ending(open, base_ends);
    const Service alone = an_addon(base, "2024-02-01", one_year);
    const Service addon = addon_ends.empty() ? alone : ending(alone, addon_ends);
    const Cancellation* found = ending_of(addon);
    CHECK((found == nullptr ? std::nullopt : std::optional{found->confirmation.id.number()}) == number);
    CHECK(ends_with_base(addon) == (number == 1));
  }
}

TEST_CASE("an inherited end makes an add-on pending and then cancelled") {
  const Service addon = an_addon(ending(a_service("2024-01-01"), "2024-06-01"), "2024-02-01");
  CHECK(status(addon, "2024-05-31T23:59:59Z") == "pending_cancellation");
  CHECK(status(addon, "2024-06-01T00:00:00Z") == "cancelled");
  CHECK(ended(addon, "2024-05-31T23:59:59Z") == "not yet");
  CHECK(ended(addon, "2024-06-01T00:00:00Z") == "2024-06-01T00:00:00Z");
}

TEST_CASE("an add-on that expires before its base ends is active, then expired") {
  const Service addon = an_addon(ending(a_service("2024-01-01"), "2024-06-01"), "2024-02-01", {.fixed_terms = 3});
  CHECK(status(addon, "2024-04-30T23:59:59Z") == "active");
  CHECK(status(addon, "2024-05-01T00:00:00Z") == "expired");
  CHECK(status(addon, "2024-06-01T00:00:00Z") == "expired");
  CHECK(ended(addon, "2024-07-01T00:00:00Z") == "2024-05-01T00:00:00Z");
}

TEST_CASE("a service ended when its cancellation took effect or its fixed term was over") {
  const Service plain = a_service("2024-01-01", {.fixed_terms = 12});
  CHECK(ended(plain, "2024-12-31T23:59:59Z") == "not yet");
  CHECK(ended(plain, "2025-03-01T00:00:00Z") == "2025-01-01T00:00:00Z");
  const Service cancelled = ending(plain, "2024-06-01T12:34:56Z");
  CHECK(ended(cancelled, "2024-06-01T12:34:55Z") == "not yet");
  CHECK(ended(cancelled, "2025-03-01T00:00:00Z") == "2024-06-01T12:34:56Z");
}

TEST_CASE("the add-ons that end with a base are those that nothing ends by then") {
  Service base = a_service("2024-01-01");
  const auto add = [&base](std::int64_t number, Service addon) {
    addon.subscription.id = SubscriptionId{number};
    base.addons.push_back(related(addon));
  };
  add(2, an_addon(base, "2024-02-01"));
  add(3, ending(an_addon(base, "2024-02-01"), "2024-05-01"));
  add(4, ending(an_addon(base, "2024-02-01"), "2024-06-01"));
  add(5, ending(an_addon(base, "2024-02-01"), "2024-06-02"));
  add(6, an_addon(base, "2024-02-01", {.fixed_terms = 4}));
  add(7, an_addon(base, "2024-02-02", {.fixed_terms = 4}));
  add(8, an_addon(base, "2024-09-01"));
  const std::vector<SubscriptionId> expected{SubscriptionId{2}, SubscriptionId{5}, SubscriptionId{7},
                                             SubscriptionId{8}};
  CHECK(addons_ending_at(base, instant("2024-06-01T00:00:00Z")) == expected);
}

TEST_CASE("the term that runs is the trial, then the term around today, and none before or after") {
  const Service plain = a_service("2024-01-01", {.trial_days = 30, .fixed_terms = 12});
  struct Case {
    std::string_view now;
    std::string_view term;
  };
  for (const auto& [now, term] : std::array<Case, 7>{{{"2023-12-31T23:59:59Z", "none"},
                                                      {"2024-01-01T00:00:00Z", "2024-01-01 to 2024-01-31"},
                                                      {"2024-01-30T23:59:59Z", "2024-01-01 to 2024-01-31"},
                                                      {"2024-01-31T00:00:00Z", "2024-01-31 to 2024-02-29"},
                                                      {"2024-02-29T00:00:00Z", "2024-02-29 to 2024-03-31"},
                                                      {"2025-01-30T23:59:59Z", "2024-12-31 to 2025-01-31"},
                                                      {"2025-01-31T00:00:00Z", "none"}}}) {
    CAPTURE(now);
    CHECK(running(plain, now) == term);
  }
  CHECK(running(ending(plain, "2024-06-15"), "2024-06-14T23:59:59Z") == "2024-05-31 to 2024-06-30");
  CHECK(running(ending(plain, "2024-06-15"), "2024-06-15T00:00:00Z") == "none");
}

TEST_CASE("a term before the first billing day is a short one") {
  const Service service = a_service("2024-01-20", {.billing_day = 1});
  CHECK(running(service, "2024-01-20T00:00:00Z") == "2024-01-20 to 2024-02-01");
  CHECK(running(service, "2024-02-01T00:00:00Z") == "2024-02-01 to 2024-03-01");
}

TEST_CASE("a clock that shows the day before the start once more doesn't bring back the time before the term") {
  const Zone zone = back_across_midnight();
  const Service service = a_service("2024-10-27", {}, zone);
  const std::string_view now = "2024-10-27T03:00:00Z";
  REQUIRE(text_of(zone.date_at(instant(now))) == "2024-10-26");
  CHECK(status(service, now) == "active");
  CHECK(running(service, now, zone) == "2024-10-27 to 2024-11-27");
}

}  // namespace nexor
