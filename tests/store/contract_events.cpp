#include <doctest/doctest.h>

#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

std::vector<Event> events(std::int64_t from, std::int64_t to) {
  std::vector<Event> made;
  for (std::int64_t number = from; number <= to; ++number) {
    made.push_back(support::event(number, number % 2 == 0 ? "even" : "odd"));
  }
  return made;
}

void append(Transaction& t, const std::vector<Event>& appended) { t.events().append(appended); }

std::string numbers_of(const std::vector<Event>& found) {
  std::string text;
  for (const Event& event : found) text += std::to_string(event.number) + ' ';
  return text;
}

}  // namespace

TEST_CASE("the audit trail begins with nothing, and its head is the last event") {
  const auto under_test = store_under_test(info());
  const auto store = under_test.fresh();
  const auto head = [](Transaction& t) { return t.events().head(); };
  CHECK(seen(*store, head) == AuditHead{});
  changed(*store, [](Transaction& t) { append(t, events(1, 3)); });
  CHECK(seen(*store, head) == AuditHead{3, support::event(3, "").hash});
  changed(*store, [](Transaction& t) { append(t, {}); });
  CHECK(seen(*under_test.reopen(), head) == AuditHead{3, support::event(3, "").hash});
}

TEST_CASE("an event is kept with every field, and with who made the change that it belongs to") {
  const auto store = fresh_store();
  const Operation operation = support::operation();
  Event kept = support::event(1, "K-1");
  kept.kind = EventKind::cancellation_requested;
  kept.before = R"({"a":1})";
  kept.after = "{}";
  store->atomically(operation, [&](Transaction& t) { append(t, {kept}); });
  changed(*store, [](Transaction& t) { append(t, {support::event(2, "another")}); });
  kept.operation = operation.key;
  kept.by = operation.actor.name;
  kept.credential = operation.actor.credential;
  kept.host = operation.actor.host;
  kept.terminal = operation.actor.terminal;
  kept.command = operation.actor.command;
  const std::vector<std::string> subject{"K-1"};
  const auto found = seen(*store, [&](Transaction& t) { return t.events().about(subject); });
  REQUIRE(found.size() == 1);
  CHECK(fields(found.front()) == fields(kept));
}

TEST_CASE("events about several subjects come oldest first, each of them once") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) { append(t, events(1, 5)); });
  const auto about = [&](const std::vector<std::string>& subjects) {
    return numbers_of(seen(*store, [&](Transaction& t) { return t.events().about(subjects); }));
  };
  CHECK(about({"even"}) == "2 4 ");
  CHECK(about({"odd", "even"}) == "1 2 3 4 5 ");
  CHECK(about({"even", "even"}) == "2 4 ");
  CHECK(about({"nothing"}).empty());
  CHECK(about({}).empty());
}

TEST_CASE("the event of an import is about every record that it brought in, and about no other") {
  const auto store = fresh_store();
  const auto [account, plan] = changed(*store, [](Transaction& t) {
    append(t, {support::event(1, "first")});
    const auto catalogue = add_catalogue(t);
    return std::pair(catalogue.account, catalogue.plan);
  });
  Subscription imported = support::subscription("K-1", account, plan);
  changed(*store, [&](Transaction& t) {
    Event edit = support::event(2, "acc_0001Y");
    Event import = support::event(3, "subscriptions");
    import.kind = EventKind::records_imported;
    append(t, {edit, import});
    imported.id = t.subscriptions().add(std::span(&imported, 1), Origin::import).front();
    add(t, support::subscription("K-2", account, plan));
  });
  const auto about = [&](const std::string& subject) {
    return seen(*store, [&](Transaction& t) { return numbers_of(t.events().about(std::span(&subject, 1))); });
  };
  CHECK(about(text_of(imported.id)) == "3 ");
  CHECK(about(text_of(SubscriptionId{imported.id.number() + 1})) == "");
  CHECK(about(text_of(account)) == "2 ");
}

TEST_CASE("the newest events come oldest first") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) { append(t, events(1, 5)); });
  const auto newest = [&](std::size_t most) {
    return numbers_of(seen(*store, [&](Transaction& t) { return t.events().newest(most); }));
  };
  CHECK(newest(2) == "4 5 ");
  CHECK(newest(5) == "1 2 3 4 5 ");
  CHECK(newest(99) == "1 2 3 4 5 ");
  CHECK(newest(0).empty());
}

TEST_CASE("each visits every event once, by number, also when there are many") {
  const auto store = fresh_store();
  constexpr std::int64_t count = 1203;
  changed(*store, [](Transaction& t) { append(t, events(1, count)); });
  std::int64_t last = 0;
  store->read([&](Transaction& t) {
    t.events().each([&](const Event& event) {
      CHECK(event.number == last + 1);
      last = event.number;
    });
  });
  CHECK(last == count);
}

TEST_CASE("a number that stands already is refused, and the head stays") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) { append(t, events(1, 2)); });
  CHECK_THROWS_AS(changed(*store, [](Transaction& t) { append(t, events(2, 3)); }), Error);
  CHECK(seen(*store, [](Transaction& t) { return t.events().head().number; }) == 2);
}

}  // namespace nexor::contract
