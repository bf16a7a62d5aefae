#include <doctest/doctest.h>

#include "tests/store/contract.h"

namespace nexor::contract {

TEST_CASE("a plan is kept with every field") {
  const auto store = fresh_store();
  std::vector<Plan> plans{support::plan("bare"), support::plan("full"), support::plan("far")};
  plans[1].period = {Unit::year, 2};
  plans[1].price = {0, "JPY"};
  plans[1].trial_days = 14;
  plans[1].notice_days = 30;
  plans[1].minimum_terms = 3;
  plans[1].fixed_terms = 12;
  plans[1].is_addon = true;
  plans[2].period = {Unit::day, 999};
  plans[2].price = {9'007'199'254'740'993, "USD"};
  const auto ids = changed(*store, [&](Transaction& t) { return t.plans().add(plans, {}); });
  for (std::size_t i = 0; i < plans.size(); ++i) {
    plans[i].id = ids[i];
    CAPTURE(plans[i].key);
    const std::vector<std::string> key{plans[i].key};
    const auto found = seen(*store, [&](Transaction& t) { return t.plans().find(key).front(); });
    CHECK(fields(found.value()) == fields(plans[i]));
  }
}

TEST_CASE("many plans are found in the order asked for, with nulls for those that aren't there") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) { t.plans().add(std::vector{support::plan("a"), support::plan("b")}, {}); });
  const std::vector<std::string> wanted{"b", "nothing", "a", "b"};
  const auto found = seen(*store, [&](Transaction& t) { return t.plans().find(wanted); });
  std::string keys;
  for (const auto& plan : found) keys += plan ? plan->key : "-";
  CHECK(keys == "b-ab");
}

TEST_CASE("a taken key is refused, and then none of the plans is added") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    add(t, support::plan("pro"));
    const std::vector<Plan> refused{support::plan("new"), support::plan("pro")};
    CHECK(fault_of([&] { t.plans().add(refused, {}); }) == Fault::conflict);
  });
  CHECK(seen(*store, [](Transaction& t) { return t.plans().list({}).total; }) == 1);
  CHECK(seen(*store, [](Transaction& t) { return t.plans().neighbours("pro", 5); }) == std::vector<std::string>{"pro"});
}

TEST_CASE("saving a plan overwrites everything but key and creation, also for who has read it before") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Plan plan = support::plan("pro");
    plan.id = add(t, plan);
    const std::string key = "pro";
    REQUIRE(t.plans().find(std::span(&key, 1)).front());
    plan.name = "Professional";
    plan.period = {Unit::year, 2};
    plan.price = {500, "JPY"};
    plan.trial_days = 1;
    plan.notice_days = 2;
    plan.minimum_terms = 3;
    plan.fixed_terms = 4;
    plan.is_addon = true;
    plan.retired_at = support::at("2026-01-01T00:00:00Z");
    t.plans().save(plan);
    CHECK(fields(*t.plans().find(std::span(&key, 1)).front()) == fields(plan));
  });
}

TEST_CASE("a plan is used once a subscription has it") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    CHECK_FALSE(t.plans().is_used(catalogue.plan));
    add(t, support::subscription("K-1", catalogue.account, catalogue.plan));
    CHECK(t.plans().is_used(catalogue.plan));
    CHECK_FALSE(t.plans().is_used(catalogue.addon_plan));
  });
}

}  // namespace nexor::contract
