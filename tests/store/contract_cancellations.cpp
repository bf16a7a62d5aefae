#include <doctest/doctest.h>

#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

// A store with one subscription in it, and a change of it.
SubscriptionId add_subscription(Transaction& t) {
  const auto catalogue = add_catalogue(t);
  return add(t, support::subscription("K-1", catalogue.account, catalogue.plan));
}

Cancellation full_cancellation(SubscriptionId id) {
  Cancellation full = support::cancellation(id, "2024-03-01");
  full.at = support::on("2024-03-01");
  full.reason.is_voluntary = false;
  full.feedback = "too slow,\n\"really\" \xF0\x9F\x90\x8C";
  full.on_behalf_of = "Jane";
  full.channel = Channel::interactive;
  full.is_backdated = true;
  full.is_override = true;
  return full;
}

std::string states_of(Transaction& t, SubscriptionId id) {
  std::string states;
  for (const auto& cancellation : t.cancellations().of(id)) states += name_of(cancellation.state).front();
  return states;
}

}  // namespace

TEST_CASE("a cancellation is kept with every field, and is found under the number that it was issued with") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Cancellation kept = full_cancellation(add_subscription(t));
    kept.confirmation = add(t, kept, "salt");
    CHECK(kept.confirmation.series == info().series);
    CHECK(fields(find(t, kept.confirmation).value()) == fields(kept));
    CHECK(fields(t.cancellations().of(kept.subscription).front()) == fields(kept));
    CHECK(fields(find(t, Reference<SubscriptionId>("K-1")).value().cancellation.value()) == fields(kept));
  });
}

TEST_CASE("every way to say when is kept as it was said") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto id = add_subscription(t);
    for (const CancelAt& at : {CancelAt{AtPeriodEnd{}}, CancelAt{AtOnce{}}, CancelAt{support::on("9999-12-31")}}) {
      Cancellation asked = support::cancellation(id, "2024-03-01");
      asked.at = at;
      const auto confirmation = add(t, asked);
      CHECK(find(t, confirmation).value().at == at);
      t.cancellations().set_state(confirmation.id, CancellationState::withdrawn);
    }
  });
}

TEST_CASE("a number of another series, or one that was never issued, finds nothing") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto issued = add(t, support::cancellation(add_subscription(t), "2024-03-01"));
    const std::vector<Confirmation> wanted{{"ZZ", issued.id}, issued, {issued.series, CancellationId{999}}};
    const auto found = t.cancellations().find(wanted);
    REQUIRE(found.size() == 3);
    CHECK_FALSE(found[0]);
    CHECK(found[1]);
    CHECK_FALSE(found[2]);
  });
}

TEST_CASE("a subscription has one live cancellation at most") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto id = add_subscription(t);
    const auto first = add(t, support::cancellation(id, "2024-03-31"));
    CHECK(fault_of([&] { add(t, support::cancellation(id, "2024-03-01")); }) == Fault::conflict);
    CHECK(states_of(t, id) == "l");
    t.cancellations().set_state(first.id, CancellationState::withdrawn);
    add(t, support::cancellation(id, "2024-03-01"));
    CHECK(states_of(t, id) == "wl");
    CHECK(fault_of([&] { t.cancellations().set_state(first.id, CancellationState::live); }) == Fault::conflict);
    CHECK(states_of(t, id) == "wl");
  });
}

TEST_CASE("a cancellation that replaces another leaves one live, and both in history") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto id = add_subscription(t);
    const auto old = add(t, support::cancellation(id, "2024-03-31"));
    Cancellation earlier = support::cancellation(id, "2024-03-01");
    earlier.replaces = old;
    const auto confirmation = add(t, earlier);
    CHECK(states_of(t, id) == "rl");
    CHECK(find(t, confirmation).value().replaces == old);
    t.cancellations().set_state(confirmation.id, CancellationState::withdrawn);
    t.cancellations().set_state(old.id, CancellationState::live);
    CHECK(states_of(t, id) == "lw");
  });
}

TEST_CASE("only the live cancellation of the same subscription is replaced") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    const auto one = add(t, support::subscription("1", catalogue.account, catalogue.plan));
    const auto two = add(t, support::subscription("2", catalogue.account, catalogue.plan));
    const auto of_one = add(t, support::cancellation(one, "2024-03-31"));
    Cancellation refused = support::cancellation(two, "2024-03-01");
    for (const Confirmation& replaced : {of_one, Confirmation{of_one.series, CancellationId{999}}}) {
      refused.replaces = replaced;
      CHECK(fault_of([&] { add(t, refused); }) == Fault::conflict);
    }
    t.cancellations().set_state(of_one.id, CancellationState::withdrawn);
    refused.subscription = one;
    refused.replaces = of_one;
    CHECK(fault_of([&] { add(t, refused); }) == Fault::conflict);
    CHECK(states_of(t, one) == "w");
    CHECK(states_of(t, two).empty());
  });
}

TEST_CASE("one refused cancellation leaves none of those that it came with") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    const auto one = add(t, support::subscription("1", catalogue.account, catalogue.plan));
    const auto two = add(t, support::subscription("2", catalogue.account, catalogue.plan));
    const auto of_one = add(t, support::cancellation(one, "2024-03-31"));
    std::vector<Cancellation> together{support::cancellation(one, "2024-03-01"), full_cancellation(two),
                                       support::cancellation(two, "2024-03-01")};
    together[0].replaces = of_one;
    const std::vector<std::string> salts(3);
    CHECK(fault_of([&] { t.cancellations().add(together, salts); }) == Fault::conflict);
    CHECK(states_of(t, one) == "l");
    CHECK(states_of(t, two).empty());
  });
}

TEST_CASE("words have a salt, and what has no words has none") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    std::vector<Cancellation> all;
    for (const char* key : {"1", "2", "3"}) {
      const auto id = add(t, support::subscription(key, catalogue.account, catalogue.plan));
      all.push_back(support::cancellation(id, "2024-03-01"));
    }
    all[0].feedback = "why not";
    all[1].on_behalf_of = "Jane";
    const std::vector<std::string> salts{std::string{"\x00one", 4}, "two", ""};
    const auto issued = t.cancellations().add(all, salts);
    const auto salted = t.cancellations().after(CancellationId{0}, issued.size());
    REQUIRE(salted.size() == issued.size());
    for (std::size_t i = 0; i < issued.size(); ++i) CHECK(salted[i].salt == salts[i]);
    CHECK(find(t, issued[0]).value().feedback == "why not");
    CHECK_FALSE(find(t, issued[0]).value().on_behalf_of);
    CHECK_FALSE(find(t, issued[2]).value().feedback);
  });
}

TEST_CASE("cancellations are listed by their status at an instant, by reason and by operator") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto id = add_subscription(t);
    Cancellation first = support::cancellation(id, "2024-03-31");
    first.by = "bob";
    const auto withdrawn = add(t, first);
    t.cancellations().set_state(withdrawn.id, CancellationState::withdrawn);
    const auto replaced = add(t, support::cancellation(id, "2024-03-31"));
    Cancellation last = support::cancellation(id, "2024-03-01");
    last.replaces = replaced;
    last.reason.code = "unused";
    add(t, last);
    const auto listed = [&](const CancellationFilter& filter, std::string_view now) {
      const auto page = t.cancellations().list(filter, support::at(now), {});
      CHECK(page.total == static_cast<std::int64_t>(page.items.size()));
      std::string text;
      for (const auto& found : page.items) text += status_name(found, support::at(now)).front();
      return text;
    };
    CHECK(listed({}, "2024-02-29T23:59:59Z") == "wrp");
    CHECK(listed({}, "2024-03-01T00:00:00Z") == "wre");
    CHECK(listed({.statuses = {"pending"}}, "2024-02-29T23:59:59Z") == "p");
    CHECK(listed({.statuses = {"pending"}}, "2024-03-01T00:00:00Z").empty());
    CHECK(listed({.statuses = {"effective", "replaced"}}, "2024-03-01T00:00:00Z") == "re");
    CHECK(listed({.statuses = {"withdrawn"}, .reason = "unused"}, "2024-03-01T00:00:00Z").empty());
    CHECK(listed({.reason = "unused"}, "2024-03-01T00:00:00Z") == "e");
    CHECK(listed({.by = "bob"}, "2024-03-01T00:00:00Z") == "w");
  });
}

TEST_CASE("what is pending is given by the day of its effect, and neither what took effect nor what was withdrawn") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    std::vector<SubscriptionId> ids;
    for (const char* key : {"a", "b", "c", "d"}) {
      ids.push_back(add(t, support::subscription(key, catalogue.account, catalogue.plan)));
    }
    add(t, support::cancellation(ids[0], "2024-03-31"));
    add(t, support::cancellation(ids[1], "2024-03-30"));
    add(t, support::cancellation(ids[2], "2024-03-01"));
    t.cancellations().set_state(add(t, support::cancellation(ids[3], "2024-03-31")).id, CancellationState::withdrawn);
    const auto pending = [&](std::string_view now, std::size_t most) {
      return t.cancellations().pending(support::at(now), most);
    };
    CHECK(pending("2024-03-01T00:00:00Z", 9) == std::vector{ids[1], ids[0]});
    CHECK(pending("2024-03-01T00:00:00Z", 1) == std::vector{ids[1]});
    CHECK(pending("2024-03-30T00:00:00Z", 9) == std::vector{ids[0]});
    CHECK(pending("2024-03-31T00:00:00Z", 9).empty());
  });
}

TEST_CASE("cancellations are read on from any number") {
  const auto store = fresh_store();
  constexpr std::int64_t count = 3;
  changed(*store, [](Transaction& t) {
    const auto id = add_subscription(t);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto confirmation = add(t, support::cancellation(id, "2024-03-01"));
      t.cancellations().set_state(confirmation.id, CancellationState::withdrawn);
    }
  });
  const auto read = [&](std::int64_t behind, std::size_t most) {
    std::string numbers;
    store->read([&](Transaction& t) {
      for (const auto& [cancellation, salt] : t.cancellations().after(CancellationId{behind}, most)) {
        numbers += std::to_string(cancellation.confirmation.id.number()) + ' ';
      }
    });
    return numbers;
  };
  CHECK(read(0, 2) == "1 2 ");
  CHECK(read(1, 2) == "2 3 ");
  CHECK(read(2, 2) == "3 ");
  CHECK(read(3, 2).empty());
}

TEST_CASE("reasons are counted, live ones and all there ever were, under their newest label") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto id = add_subscription(t);
    Cancellation cancellation = support::cancellation(id, "2024-03-01");
    for (const char* label : {"Moved", "Moved away"}) {
      cancellation.reason = {"moved", label, false};
      t.cancellations().set_state(add(t, cancellation).id, CancellationState::withdrawn);
    }
    cancellation.reason = {"unused", "Unused", true};
    add(t, cancellation);
    const auto counts = t.cancellations().count_by_reason();
    REQUIRE(counts.size() == 2);
    CHECK(counts.at(0).reason == Reason{"moved", "Moved away", false});
    CHECK(counts.at(0).live == 0);
    CHECK(counts.at(0).ever == 2);
    CHECK(counts.at(1).reason == Reason{"unused", "Unused", true});
    CHECK(counts.at(1).live == 1);
    CHECK(counts.at(1).ever == 1);
  });
}

}  // namespace nexor::contract
