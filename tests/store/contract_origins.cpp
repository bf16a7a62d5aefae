#include <doctest/doctest.h>

#include "lib/store/requests.h"
#include "tests/store/contract.h"

namespace nexor::contract {

TEST_CASE("records are counted by how they came in") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto [account, plan, addon] = add_catalogue(t);
    t.accounts().add(std::vector{support::account("a"), support::account("b")}, Origin::import);
    t.plans().add(std::vector{support::plan("a")}, Origin::import);
    add(t, support::subscription("alone", account, plan));
    const std::vector imported{support::subscription("a", account, plan), support::subscription("b", account, plan)};
    t.subscriptions().add(imported, Origin::import);
    t.requests().add(std::vector{support::request("alone", plan)}, Origin::single);
    const std::vector asked{support::request("a", plan), support::request("b", plan), support::request("c", plan)};
    t.requests().add(asked, Origin::import);
  });
  store->read([](Transaction& t) {
    CHECK(t.accounts().origins() == OriginCounts{1, 2});
    CHECK(t.plans().origins() == OriginCounts{2, 1});
    CHECK(t.subscriptions().origins() == OriginCounts{1, 2});
    CHECK(t.requests().origins() == OriginCounts{1, 3});
  });
}

TEST_CASE("a store without records counts none") {
  const auto store = fresh_store();
  CHECK(seen(*store, [](Transaction& t) { return t.accounts().origins(); }) == OriginCounts{});
}

}  // namespace nexor::contract
