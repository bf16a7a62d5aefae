#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

using OptionalDay = std::optional<int>;

constexpr std::array every_status{Status::scheduled, Status::trialing, Status::active, Status::pending_cancellation,
                                  Status::cancelled, Status::expired};

Instant day(int number) { return support::at("2024-01-01T00:00:00Z") + std::chrono::days{number}; }

Date date(int number) { return Date{std::chrono::floor<std::chrono::days>(day(number))}; }

Cancellation ending_on(SubscriptionId id, int number) {
  Cancellation cancellation = support::cancellation(id, "2024-01-01");
  cancellation.effective_at = day(number);
  return cancellation;
}

// Services that differ in all that decides about a status: the base's end, the own one, and that of the fixed term,
// each before, with and after the others. They start on day 1, and their trial ends on day 2.
void add_services(Transaction& t) {
  const auto catalogue = add_catalogue(t);
  int count = 0;
  const auto add_one = [&](std::optional<SubscriptionId> base, OptionalDay own, OptionalDay fixed) {
    Subscription made = support::subscription(fmt::format("K-{}", ++count), catalogue.account, catalogue.plan);
    made.base = base;
    made.start_on = date(1);
    made.anchor_on = date(2);
    made.milestones = {day(1), day(2), fixed ? std::optional(day(*fixed)) : std::nullopt};
    const auto id = add(t, made);
    if (own) add(t, ending_on(id, *own));
    return id;
  };
  for (const OptionalDay base_end : {OptionalDay{}, OptionalDay{0}, OptionalDay{1}, OptionalDay{5}}) {
    const auto base = add_one({}, base_end, {});
    for (const OptionalDay own : {OptionalDay{}, OptionalDay{1}, OptionalDay{4}, OptionalDay{5}, OptionalDay{6}}) {
      for (const OptionalDay fixed : {OptionalDay{}, OptionalDay{3}, OptionalDay{5}, OptionalDay{7}}) {
        add_one(base, own, fixed);
      }
    }
  }
}

std::vector<Service> all_services(Store& store) {
  return seen(store, [](Transaction& t) { return t.subscriptions().list({}, Instant{}, {}).items; });
}

std::vector<std::string> keys_with(Store& store, const std::vector<Status>& statuses, Instant now) {
  const auto page =
      seen(store, [&](Transaction& t) { return t.subscriptions().list({.statuses = statuses}, now, {}); });
  CHECK(page.total == static_cast<std::int64_t>(page.items.size()));
  std::vector<std::string> keys;
  for (const auto& service : page.items) keys.push_back(service.subscription.key);
  return keys;
}

std::vector<std::string> expected_with(const std::vector<Service>& services, const std::set<Status>& statuses,
                                       Instant now) {
  std::vector<std::string> keys;
  for (const auto& service : services) {
    if (statuses.contains(status_of(service, now))) keys.push_back(service.subscription.key);
  }
  return keys;
}

// How many there are of each status, and how many end in each stretch between the days, by the model.
void check_counts(Store& store, const std::vector<Service>& services, Instant now) {
  std::vector<Stretch> stretches;
  for (int from = 0; from <= 7; ++from) {
    for (int until = from; until <= 8; ++until) stretches.push_back({day(from), day(until)});
  }
  const auto counts = seen(store, [&](Transaction& t) { return t.subscriptions().count(now, stretches); });
  for (const Status status : every_status) {
    CAPTURE(name_of(status));
    const auto expected =
        std::ranges::count_if(services, [&](const auto& one) { return status_of(one, now) == status; });
    const auto counted = counts.by_status.find(status);
    CHECK((counted == counts.by_status.end() ? 0 : counted->second) == expected);
  }
  REQUIRE(counts.ending.size() == stretches.size());
  for (std::size_t place = 0; place < stretches.size(); ++place) {
    CAPTURE(text_of(stretches[place].from));
    CAPTURE(text_of(stretches[place].until));
    CHECK(counts.ending[place] == std::ranges::count_if(services, [&](const auto& one) {
            const Cancellation* ending = ending_of(one);
            return ending && stretches[place].from <= ending->effective_at &&
                   ending->effective_at < stretches[place].until;
          }));
  }
}

}  // namespace

TEST_CASE("a status that is asked for is the one that the model derives, at every instant") {
  const auto store = fresh_store();
  changed(*store, add_services);
  const auto services = all_services(*store);
  for (int number = 0; number <= 8; ++number) {
    for (const auto now : {day(number) - std::chrono::seconds{1}, day(number)}) {
      CAPTURE(text_of(now));
      check_counts(*store, services, now);
      for (const Status status : every_status) {
        CAPTURE(name_of(status));
        CHECK(keys_with(*store, {status}, now) == expected_with(services, {status}, now));
      }
    }
  }
}

TEST_CASE("several statuses are asked for at once, and none means all") {
  const auto store = fresh_store();
  changed(*store, add_services);
  const auto services = all_services(*store);
  CHECK(keys_with(*store, {Status::cancelled, Status::expired}, day(5)) ==
        expected_with(services, {Status::cancelled, Status::expired}, day(5)));
  CHECK(keys_with(*store, {}, day(5)).size() == services.size());
}

TEST_CASE("a status goes together with an account, a plan and pages") {
  const auto store = fresh_store();
  changed(*store, add_services);
  const auto expected = expected_with(all_services(*store), {Status::cancelled}, day(5));
  REQUIRE(expected.size() > 3);
  changed(*store, [&](Transaction& t) {
    const auto found = find(t, Reference<SubscriptionId>("K-1")).value();
    SubscriptionFilter filter{.statuses = {Status::cancelled}, .account = found.account.id, .plan = found.plan.id};
    const auto first = t.subscriptions().list(filter, day(5), {.after = {}, .limit = 2});
    CHECK(first.total == static_cast<std::int64_t>(expected.size()));
    REQUIRE(first.items.size() == 2);
    CHECK(first.next == expected[1]);
    const auto second = t.subscriptions().list(filter, day(5), {.after = first.next, .limit = 1});
    CHECK(second.items.at(0).subscription.key == expected[2]);
    filter.account = AccountId{999};
    CHECK(t.subscriptions().list(filter, day(5), {}).total == 0);
  });
}

TEST_CASE("what takes effect is counted before and after it was noted") {
  const auto store = fresh_store();
  changed(*store, add_services);
  changed(*store, [](Transaction& t) {
    for (const auto& due : t.cancellations().effects_to_record(day(4), 1000)) {
      t.cancellations().record_effect(due.confirmation.id, day(4));
    }
  });
  const auto services = all_services(*store);
  for (const int number : {0, 4, 5, 8}) check_counts(*store, services, day(number));
}

TEST_CASE("those that haven't begun or are in a trial are counted however long the trials are") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    int count = 0;
    for (const int trial : {0, 1, 500}) {
      Plan plan = support::plan(fmt::format("trial-{}", trial));
      plan.trial_days = trial;
      const PlanId plan_id = add(t, plan);
      for (const int start : {-400, -1, 3, 9}) {
        for (const OptionalDay own : {OptionalDay{}, OptionalDay{4}, OptionalDay{7}}) {
          Subscription made = support::subscription(fmt::format("K-{}", ++count), catalogue.account, plan_id);
          made.start_on = date(start);
          made.anchor_on = date(start + trial);
          made.milestones = {day(start), day(start + trial), {}};
          const auto id = add(t, made);
          if (own) add(t, ending_on(id, *own));
        }
      }
    }
  });
  const auto services = all_services(*store);
  for (int number = 0; number <= 10; ++number) check_counts(*store, services, day(number));
}

TEST_CASE("an empty store has nothing in any status") { check_counts(*fresh_store(), {}, day(0)); }

}  // namespace nexor::contract
