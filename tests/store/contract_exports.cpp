#include <doctest/doctest.h>

#include <span>

#include "lib/store/accounts.h"
#include "lib/store/batches.h"
#include "tests/store/contract.h"
#include "tests/support/samples.h"

// What is read in the order in which it was added, and cancellations that come with their numbers.

namespace nexor::contract {

namespace {

template <class Things>
std::string keys_of(const Things& things) {
  std::string keys;
  for (const auto& thing : things) keys += thing.key + ' ';
  return keys;
}

ImportedCancellation imported(std::int64_t number, SubscriptionId subscription, CancellationState state) {
  ImportedCancellation made{.cancellation = support::cancellation(subscription, "2024-03-01")};
  made.cancellation.confirmation = {"Q7", CancellationId{number}};
  made.cancellation.state = state;
  return made;
}

struct Two {
  SubscriptionId first;
  SubscriptionId second;
};

Two add_two(Transaction& t) {
  const auto catalogue = add_catalogue(t);
  return {add(t, support::subscription("K-2", catalogue.account, catalogue.plan)),
          add(t, support::subscription("K-1", catalogue.account, catalogue.plan))};
}

void close(Transaction& t, const std::string& key) {
  const Reference<AccountId> reference = key;
  Account account = *t.accounts().find(std::span(&reference, 1)).front();
  account.closed_at = support::at("2026-11-22T10:00:00Z");
  t.accounts().save(account);
}

}  // namespace

TEST_CASE("records come in the order in which they were added, from behind any of them") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    for (const char* key : {"c", "a", "b"}) add(t, support::account(key));
    for (const char* key : {"z", "y"}) add(t, support::plan(key));
    CHECK(keys_of(t.accounts().added_after(AccountId{0}, 9)) == "c a b ");
    CHECK(keys_of(t.accounts().added_after(AccountId{0}, 2)) == "c a ");
    CHECK(keys_of(t.accounts().added_after(AccountId{2}, 9)) == "b ");
    CHECK(t.accounts().added_after(AccountId{3}, 9).empty());
    CHECK(t.accounts().closed_after(AccountId{0}, 9).empty());
    close(t, "c");
    close(t, "b");
    CHECK(keys_of(t.accounts().closed_after(AccountId{0}, 9)) == "c b ");
    CHECK(keys_of(t.accounts().closed_after(AccountId{0}, 1)) == "c ");
    CHECK(keys_of(t.accounts().closed_after(AccountId{1}, 9)) == "b ");
    CHECK(keys_of(t.plans().added_after(PlanId{0}, 9)) == "z y ");
    CHECK(keys_of(t.plans().added_after(PlanId{1}, 9)) == "y ");
    CHECK(t.batches().added_after(BatchId{0}, 9).empty());
  });
}

TEST_CASE("a subscription is recorded with the keys of what it hangs on") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    const auto base = add(t, support::subscription("z", catalogue.account, catalogue.plan));
    Subscription addon = support::subscription("a", catalogue.account, catalogue.addon_plan);
    addon.base = base;
    addon.billing_day = 31;
    addon.quantity = 7;
    const auto id = add(t, addon);
    const auto records = t.subscriptions().added_after(SubscriptionId{0}, 9);
    CHECK(keys_of(records) == "z a ");
    CHECK_FALSE(records.front().base);
    CHECK_FALSE(records.front().billing_day);
    CHECK(records.back().base == "z");
    CHECK(records.back().billing_day == 31);
    CHECK(records.back().quantity == 7);
    CHECK(records.back().start_on == support::on("2024-01-31"));
    CHECK(t.subscriptions().added_after(id, 9).empty());
  });
}

TEST_CASE("a cancellation is recorded with its subscription's key and its status at an instant") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const Two ids = add_two(t);
    const auto first = add(t, support::cancellation(ids.first, "2024-03-31"));
    t.cancellations().set_state(first.id, CancellationState::withdrawn);
    Cancellation by_bob = support::cancellation(ids.second, "2024-03-01");
    by_bob.by = "bob";
    add(t, by_bob);
    const auto recorded = [&](const CancellationFilter& filter, std::string_view now, CancellationId after,
                              std::size_t most) {
      std::string text;
      for (const auto& record : t.cancellations().records_after(filter, support::at(now), after, most)) {
        text += record.subscription_key + ' ' + std::string(record.status) + ", ";
      }
      return text;
    };
    const CancellationId none{0};
    CHECK(recorded({}, "2024-02-29T23:59:59Z", none, 9) == "K-2 withdrawn, K-1 pending, ");
    CHECK(recorded({}, "2024-03-01T00:00:00Z", none, 9) == "K-2 withdrawn, K-1 effective, ");
    CHECK(recorded({}, "2024-03-01T00:00:00Z", none, 1) == "K-2 withdrawn, ");
    CHECK(recorded({}, "2024-03-01T00:00:00Z", first.id, 9) == "K-1 effective, ");
    CHECK(recorded({.by = "bob"}, "2024-03-01T00:00:00Z", none, 9) == "K-1 effective, ");
    CHECK(recorded({.by = "eve"}, "2024-03-01T00:00:00Z", none, 9).empty());
  });
}

TEST_CASE("an imported cancellation keeps its number, state, words and record") {
  const auto store = fresh_store();
  const Operation operation = support::operation();
  ImportedCancellation one;
  store->atomically(operation, [&](Transaction& t) {
    const Two ids = add_two(t);
    one = imported(7, ids.first, CancellationState::withdrawn);
    one.cancellation.feedback = "so";
    one.cancellation.recorded_at = support::at("2024-03-02T00:00:00Z");
    one.salt = "salt";
    one.feedback_sha256 = "ab";
    t.cancellations().add_imported(one);
    CHECK(fields(find(t, one.cancellation.confirmation).value()) == fields(one.cancellation));
    CHECK(find(t, one.cancellation.confirmation)->recorded_at == one.cancellation.recorded_at);
  });
  store->read([&](Transaction& t) {
    const auto all = t.cancellations().imported_after(operation.key, CancellationId{0}, 9);
    REQUIRE(all.size() == 1);
    CHECK(fields(all.front().cancellation) == fields(one.cancellation));
    CHECK(all.front().salt == "salt");
    CHECK(all.front().feedback_sha256 == "ab");
    CHECK_FALSE(all.front().on_behalf_sha256);
    CHECK(t.cancellations().imported_after(operation.key, CancellationId{7}, 9).empty());
    CHECK(t.cancellations().imported_after(support::operation().key, CancellationId{0}, 9).empty());
  });
}

TEST_CASE("an imported cancellation tells the state that it came with when it has another since") {
  const auto store = fresh_store();
  const Operation operation = support::operation();
  store->atomically(operation, [&](Transaction& t) {
    t.cancellations().add_imported(imported(1, add_two(t).first, CancellationState::live));
    t.cancellations().set_state(CancellationId{1}, CancellationState::withdrawn);
    t.cancellations().record_effect(CancellationId{1}, support::at("2024-03-02T00:00:00Z"));
  });
  store->read([&](Transaction& t) {
    const auto came = t.cancellations().imported_after(operation.key, CancellationId{0}, 9).at(0).cancellation;
    CHECK(came.state == CancellationState::live);
    CHECK_FALSE(came.recorded_at);
  });
}

TEST_CASE("a number that is taken, and a second live one, are refused to an import") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const Two ids = add_two(t);
    t.cancellations().add_imported(imported(3, ids.first, CancellationState::live));
    const auto fault = [&](const ImportedCancellation& one) {
      return fault_of([&] { t.cancellations().add_imported(one); });
    };
    CHECK(fault(imported(3, ids.second, CancellationState::live)) == Fault::conflict);
    CHECK(fault(imported(4, ids.first, CancellationState::live)) == Fault::conflict);
    CHECK_FALSE(fault(imported(4, ids.first, CancellationState::replaced)));
  });
}

TEST_CASE("numbers that an import left out don't count, and new ones go on behind") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const Two ids = add_two(t);
    t.cancellations().add_imported(imported(7, ids.first, CancellationState::live));
    CHECK(t.cancellations().list({}, Instant{}, {}).total == 1);
    CHECK(add(t, support::cancellation(ids.second, "2024-03-01")) == Confirmation{info().series, CancellationId{8}});
    CHECK(t.cancellations().list({}, Instant{}, {}).total == 2);
  });
}

TEST_CASE("events are listed newest first and read oldest first, with the same filters") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    std::vector<Event> events{support::event(1, "K-1"), support::event(2, "K-2"), support::event(3, "K-10")};
    events[1].at = support::at("2024-02-11T00:00:00Z");
    t.events().append(events);
    const auto numbers = [](const std::vector<Event>& found) {
      std::string text;
      for (const Event& event : found) text += std::to_string(event.number);
      return text;
    };
    const auto first = t.events().list({}, {.after = {}, .limit = 2});
    CHECK(numbers(first.items) == "32");
    CHECK(first.total == 3);
    CHECK(numbers(t.events().list({}, {.after = first.next, .limit = 2}).items) == "1");
    CHECK(numbers(t.events().after(1, {}, 9)) == "23");
    CHECK(numbers(t.events().after(0, {}, 2)) == "12");
    const EventFilter found{.from = {}, .until = {}, .by = {}, .search = {"k-1"}};
    CHECK(numbers(t.events().list(found, {}).items) == "31");
    CHECK(t.events().list(found, {}).total == 2);
    CHECK(numbers(t.events().after(1, found, 9)) == "3");
    CHECK(numbers(t.events().after(0, {.from = events[1].at, .until = {}, .by = {}, .search = {}}, 9)) == "2");
    CHECK(numbers(t.events().after(0, {.from = {}, .until = events[1].at, .by = {}, .search = {}}, 9)) == "13");
    CHECK(numbers(t.events().after(0, {.from = {}, .until = {}, .by = "ada", .search = {}}, 9)) == "123");
    CHECK(t.events().after(0, {.from = {}, .until = {}, .by = "eve", .search = {}}, 9).empty());
  });
}

TEST_CASE("the import of its cancellations is about a subscription") {
  const auto store = fresh_store();
  const Two ids = changed(*store, [](Transaction& t) { return add_two(t); });
  changed(*store, [&](Transaction& t) {
    Event import = support::event(1, "cancellations");
    import.kind = EventKind::records_imported;
    t.events().append(std::span(&import, 1));
    t.cancellations().add_imported(imported(1, ids.first, CancellationState::live));
    const auto about = [&](SubscriptionId id) {
      const std::string subject = text_of(id);
      return t.events().about(std::span(&subject, 1)).size();
    };
    CHECK(about(ids.first) == 1);
    CHECK(about(ids.second) == 0);
  });
}

}  // namespace nexor::contract
