#include <doctest/doctest.h>

#include <stdexcept>

#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

bool has_account(Store& store, const std::string& key) {
  return seen(store, [&](Transaction& t) { return find(t, Reference<AccountId>(key)).has_value(); });
}

}  // namespace

TEST_CASE("a store tells what it was made with, also when it is opened again") {
  const auto under_test = store_under_test(info());
  const auto made = under_test.fresh();
  const auto opened = under_test.reopen();
  for (Store* store : {made.get(), opened.get()}) {
    const StoreInfo told = seen(*store, [](Transaction& t) { return t.info(); });
    CHECK(told.id == info().id);
    CHECK(told.series == info().series);
    CHECK(told.time_zone == info().time_zone);
    CHECK(told.created_at == info().created_at);
  }
}

TEST_CASE("a change stands for everybody once it has returned") {
  const auto under_test = store_under_test(info());
  const auto store = under_test.fresh();
  changed(*store, [](Transaction& t) { add(t, support::account("C-1")); });
  CHECK(has_account(*store, "C-1"));
  CHECK(has_account(*under_test.reopen(), "C-1"));
}

TEST_CASE("nothing of a change stands that throws, whatever it throws") {
  const auto under_test = store_under_test(info());
  const auto store = under_test.fresh();
  const auto fail_with = [&](const auto& exception) {
    changed(*store, [&](Transaction& t) {
      add(t, support::account("C-1"));
      const Event event = support::event(1, "acc_1");
      t.events().append(std::span(&event, 1));
      throw exception;
    });
  };
  CHECK_THROWS_AS(fail_with(Error(Fault::declined, "no")), Error);
  CHECK_THROWS_AS(fail_with(std::runtime_error("out of luck")), std::runtime_error);
  CHECK_THROWS_AS(fail_with(7), int);
  CHECK_FALSE(has_account(*store, "C-1"));
  CHECK_FALSE(has_account(*under_test.reopen(), "C-1"));
  CHECK(seen(*store, [](Transaction& t) { return t.events().head(); }) == AuditHead{});
}

TEST_CASE("after a change that failed the next one is a whole one") {
  const auto store = fresh_store();
  CHECK(fault_of([&] {
          changed(*store, [](Transaction& t) {
            add(t, support::account("C-1"));
            throw Error(Fault::conflict, "no");
          });
        }) == Fault::conflict);
  changed(*store, [](Transaction& t) { add(t, support::account("C-2")); });
  CHECK_FALSE(has_account(*store, "C-1"));
  CHECK(has_account(*store, "C-2"));
}

TEST_CASE("a change sees what it has written itself") {
  const auto store = fresh_store();
  const bool is_seen = changed(*store, [](Transaction& t) {
    const AccountId id = add(t, support::account("C-1"));
    return find(t, Reference<AccountId>(id)).has_value() && t.accounts().list({}).total == 1;
  });
  CHECK(is_seen);
}

TEST_CASE("a read that throws leaves the store usable") {
  const auto store = fresh_store();
  CHECK_THROWS_AS(store->read([](Transaction&) { throw std::runtime_error("enough"); }), std::runtime_error);
  changed(*store, [](Transaction& t) { add(t, support::account("C-1")); });
  CHECK(has_account(*store, "C-1"));
}

TEST_CASE("one operation can't be made twice") {
  const auto store = fresh_store();
  const Operation operation = support::operation();
  store->atomically(operation, [](Transaction& t) { add(t, support::account("C-1")); });
  CHECK_THROWS_AS(store->atomically(operation, [](Transaction& t) { add(t, support::account("C-2")); }), Error);
  CHECK_FALSE(has_account(*store, "C-2"));
}

}  // namespace nexor::contract
