#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <set>

#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

using OptionalDay = std::optional<int>;

constexpr std::array every_status{Status::scheduled, Status::trialing, Status::active, Status::pending_cancellation,
                                  Status::cancelled, Status::expired};

Instant day(int number) { return support::at("2024-01-01T00:00:00Z") + std::chrono::days{number}; }

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

}  // namespace

TEST_CASE("a status that is asked for is the one that the model derives, at every instant") {
  const auto store = fresh_store();
  changed(*store, add_services);
  const auto services = all_services(*store);
  for (int number = 0; number <= 8; ++number) {
    for (const auto now : {day(number) - std::chrono::seconds{1}, day(number)}) {
      CAPTURE(text_of(now));
      const auto counts = seen(*store, [&](Transaction& t) { return t.subscriptions().count(now); });
      for (const Status status : every_status) {
        CAPTURE(name_of(status));
        const auto expected = expected_with(services, {status}, now);
        CHECK(keys_with(*store, {status}, now) == expected);
        const auto counted = counts.find(status);
        CHECK((counted == counts.end() ? 0 : counted->second) == static_cast<std::int64_t>(expected.size()));
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

TEST_CASE("what takes effect between two instants is counted, that which ends with its base included") {
  const auto store = fresh_store();
  changed(*store, add_services);
  const auto services = all_services(*store);
  for (int from = 0; from <= 7; ++from) {
    for (int until = from; until <= 8; ++until) {
      CAPTURE(from);
      CAPTURE(until);
      std::int64_t expected = 0;
      for (const auto& service : services) {
        const Cancellation* ending = ending_of(service);
        if (ending && day(from) <= ending->effective_at && ending->effective_at < day(until)) ++expected;
      }
      CHECK(seen(*store, [&](Transaction& t) { return t.subscriptions().count_ending(day(from), day(until)); }) ==
            expected);
    }
  }
}

TEST_CASE("an empty store has nothing in any status") {
  const auto store = fresh_store();
  for (const auto& [status, count] : seen(*store, [](Transaction& t) { return t.subscriptions().count(day(0)); })) {
    CAPTURE(name_of(status));
    CHECK(count == 0);
  }
  CHECK(seen(*store, [](Transaction& t) { return t.subscriptions().count_ending(day(0), day(9)); }) == 0);
}

}  // namespace nexor::contract
