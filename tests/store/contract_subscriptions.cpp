#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

// All that tells two services apart, in a line.
std::string told(const std::optional<Service>& service) {
  if (!service) return "none";
  const auto ending = [](const std::optional<Cancellation>& cancellation) {
    return cancellation ? text_of(cancellation->confirmation) : std::string("-");
  };
  std::string line = fmt::format("{} of {} with {} {}", service->subscription.key, service->account.key,
                                 service->plan.key, ending(service->cancellation));
  if (service->base)
    line += fmt::format(" on {} {}", service->base->subscription.key, ending(service->base->cancellation));
  for (const RelatedService& addon : service->addons) {
    line += fmt::format(" under {} {}", addon.subscription.key, ending(addon.cancellation));
  }
  return line;
}

// Of three accounts in turn; every tenth has an add-on, every seventh ends, and so does every fourth add-on.
void add_hundreds(Transaction& t) {
  const auto catalogue = add_catalogue(t);
  const std::array accounts{catalogue.account, add(t, support::account("A-2")), add(t, support::account("A-3"))};
  for (std::size_t i = 0; i < 300; ++i) {
    const auto id = add(t, support::subscription(fmt::format("K-{}", i), accounts[i % 3], catalogue.plan));
    if (i % 7 == 0) add(t, support::cancellation(id, "2024-03-31"));
    if (i % 10 != 0) continue;
    Subscription addon = support::subscription(fmt::format("K-{}-more", i), accounts[i % 3], catalogue.addon_plan);
    addon.base = id;
    const auto more = add(t, addon);
    if (i % 40 == 0) add(t, support::cancellation(more, "2024-03-01"));
  }
}

}  // namespace

TEST_CASE("many services at once are what each of them is alone, in any order and with gaps") {
  const auto store = fresh_store();
  changed(*store, add_hundreds);
  seen(*store, [](Transaction& t) {
    std::vector<Reference<SubscriptionId>> wanted;
    for (std::int64_t number = 400; number > 0; number -= 2) wanted.emplace_back(SubscriptionId{number});
    wanted.emplace_back("K-10");
    wanted.emplace_back("K-9999");
    const auto check = [&] {
      const auto found = t.subscriptions().find(wanted);
      REQUIRE(found.size() == wanted.size());
      for (std::size_t i = 0; i < wanted.size(); ++i) CHECK(told(found[i]) == told(find(t, wanted[i])));
    };
    check();
    std::ranges::reverse(wanted);
    check();
    wanted.emplace_back(SubscriptionId{200});  // twice
    check();
    return true;
  });
}

TEST_CASE("records come in the order in which they were added, with the keys of what they hang on") {
  const auto store = fresh_store();
  changed(*store, add_hundreds);
  seen(*store, [](Transaction& t) {
    const auto records = t.subscriptions().added_after(SubscriptionId{0}, 4);
    std::vector<std::string> lines;
    for (const auto& record : records) {
      lines.push_back(
          fmt::format("{} of {} with {} on {}", record.key, record.account, record.plan, record.base.value_or("-")));
    }
    CHECK(lines == std::vector<std::string>{"K-0 of C-1 with pro on -", "K-0-more of C-1 with extra on K-0",
                                            "K-1 of A-2 with pro on -", "K-2 of A-3 with pro on -"});
    return true;
  });
}

TEST_CASE("a subscription is kept with every field, by id and by key") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    Subscription base = support::subscription("base", catalogue.account, catalogue.plan);
    base.billing_day = 30;
    base.quantity = 1'000'000'000;
    base.anchor_on = support::on("2024-02-14");
    base.milestones = {support::at("2024-01-30T23:00:00Z"), support::at("2024-02-13T23:00:00Z"),
                       support::at("9999-12-31T00:00:00Z")};
    base.fixed_end_on = support::on("9999-12-31");
    base.id = add(t, base);
    Subscription addon = support::subscription("addon", catalogue.account, catalogue.addon_plan);
    addon.base = base.id;
    addon.id = add(t, addon);
    for (const Subscription& kept : {base, addon}) {
      CHECK(fields(find(t, Reference<SubscriptionId>(kept.id)).value().subscription) == fields(kept));
      CHECK(fields(find(t, Reference<SubscriptionId>(kept.key)).value().subscription) == fields(kept));
    }
  });
}

TEST_CASE("a service comes with its account, its plan and its own live cancellation") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    const auto id = add(t, support::subscription("K-1", catalogue.account, catalogue.plan));
    CHECK_FALSE(find(t, Reference<SubscriptionId>(id)).value().cancellation);
    const auto confirmation = add(t, support::cancellation(id, "2024-03-31"));
    const auto service = find(t, Reference<SubscriptionId>(id)).value();
    CHECK(service.account.key == "C-1");
    CHECK(service.plan.key == "pro");
    REQUIRE(service.cancellation);
    CHECK(service.cancellation->confirmation == confirmation);
    CHECK_FALSE(service.base);
    CHECK(service.addons.empty());
    t.cancellations().set_state(confirmation.id, CancellationState::withdrawn);
    CHECK_FALSE(find(t, Reference<SubscriptionId>(id)).value().cancellation);
  });
}

TEST_CASE("a base knows its add-ons by key, and an add-on its base, each with its live cancellation") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    const auto base = add(t, support::subscription("base", catalogue.account, catalogue.plan));
    for (const char* key : {"z", "a"}) {
      Subscription addon = support::subscription(key, catalogue.account, catalogue.addon_plan);
      addon.base = base;
      add(t, addon);
    }
    const auto of_base = add(t, support::cancellation(base, "2024-03-31"));
    const auto a = find(t, Reference<SubscriptionId>("a")).value();
    const auto of_a = add(t, support::cancellation(a.subscription.id, "2024-03-01"));
    REQUIRE(a.base);
    CHECK(a.base->subscription.key == "base");
    CHECK(a.base->cancellation.value().confirmation == of_base);
    const auto service = find(t, Reference<SubscriptionId>("base")).value();
    REQUIRE(service.addons.size() == 2);
    CHECK(service.addons[0].subscription.key == "a");
    CHECK(service.addons[0].cancellation.value().confirmation == of_a);
    CHECK(service.addons[1].subscription.key == "z");
    CHECK_FALSE(service.addons[1].cancellation);
  });
}

TEST_CASE("many subscriptions are found in the order asked for, with nulls for those that aren't there") {
  const auto store = fresh_store();
  const auto ids = changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    return t.subscriptions().add(std::vector{support::subscription("a", catalogue.account, catalogue.plan),
                                             support::subscription("b", catalogue.account, catalogue.plan)},
                                 {});
  });
  const std::vector<Reference<SubscriptionId>> wanted{ids[1], "a", SubscriptionId{999}, "nothing", "b", ids[1]};
  const auto found = seen(*store, [&](Transaction& t) { return t.subscriptions().find(wanted); });
  std::string keys;
  for (const auto& service : found) keys += service ? service->subscription.key : "-";
  CHECK(keys == "ba--bb");
}

TEST_CASE("a taken key is refused, and then none of the subscriptions is added") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    add(t, support::subscription("K-1", catalogue.account, catalogue.plan));
    const std::vector refused{support::subscription("K-2", catalogue.account, catalogue.plan),
                              support::subscription("K-1", catalogue.account, catalogue.plan)};
    CHECK(fault_of([&] { t.subscriptions().add(refused, {}); }) == Fault::conflict);
  });
  CHECK(seen(*store, [](Transaction& t) { return t.subscriptions().list({}, Instant{}, {}).total; }) == 1);
}

TEST_CASE("saving a subscription changes its quantity and nothing else") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    Subscription saved = support::subscription("K-1", catalogue.account, catalogue.plan);
    saved.id = add(t, saved);
    Subscription other = saved;
    other.quantity = saved.quantity = 7;
    other.start_on = support::on("2020-02-02");
    t.subscriptions().save(other);
    CHECK(fields(find(t, Reference<SubscriptionId>("K-1")).value().subscription) == fields(saved));
  });
}

TEST_CASE("saving milestones changes nothing else") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    Subscription kept = support::subscription("K-1", catalogue.account, catalogue.plan);
    kept.id = add(t, kept);
    Subscription moved = kept;
    moved.quantity = 7;
    moved.milestones = {support::at("2024-01-30T12:00:00Z"), support::at("2024-01-31T12:00:00Z"),
                        support::at("2025-01-31T12:00:00Z")};
    t.subscriptions().save_milestones(std::span(&moved, 1));
    kept.milestones = moved.milestones;
    CHECK(fields(find(t, Reference<SubscriptionId>(kept.id)).value().subscription) == fields(kept));
  });
}

TEST_CASE("subscriptions are listed by account and by plan") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    const auto other = add(t, support::account("C-2"));
    const auto basic = add(t, support::plan("basic"));
    add(t, support::subscription("1", catalogue.account, catalogue.plan));
    add(t, support::subscription("2", other, catalogue.plan));
    add(t, support::subscription("3", other, basic));
    const auto keys = [&](std::optional<AccountId> account, std::optional<PlanId> plan, PageRequest request = {}) {
      const auto page = t.subscriptions().list({.account = account, .plan = plan}, Instant{}, request);
      std::string text = page.total ? std::to_string(*page.total) + ":" : "-:";
      for (const auto& service : page.items) text += service.subscription.key;
      return text;
    };
    CHECK(keys({}, {}) == "3:123");
    CHECK(keys(other, {}) == "2:23");
    CHECK(keys({}, catalogue.plan) == "2:12");
    CHECK(keys(other, catalogue.plan) == "1:2");
    CHECK(keys(AccountId{999}, {}) == "0:");
    CHECK(keys({}, PlanId{999}) == "0:");
    CHECK(keys(other, {}, {.after = {}, .limit = 1}) == "2:2");
    CHECK(keys(other, {}, {.after = "2", .limit = 1}) == "-:3");
  });
}

TEST_CASE("a subscription has neighbours too") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    add(t, support::subscription("K-1001", catalogue.account, catalogue.plan));
    CHECK(t.subscriptions().neighbours("K-1OO1", 3) == std::vector<std::string>{"K-1001"});
  });
}

}  // namespace nexor::contract
