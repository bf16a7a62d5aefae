#include <doctest/doctest.h>

#include "lib/store/batches.h"
#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

Batch batch(BatchId id, std::string key) {
  Batch made{.id = id, .key = std::move(key), .by = "ada", .created_at = support::at("2024-02-10T11:12:13Z")};
  made.request.fill(5);
  return made;
}

}  // namespace

TEST_CASE("a batch is known by its key for ever, with all its items in order") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    const auto id = add(t, support::subscription("K-1", catalogue.account, catalogue.plan));
    Batch kept = batch(t.batches().next_id(), "night \xC3\xA9");
    Cancellation cancellation = support::cancellation(id, "2024-03-01");
    cancellation.batch = kept.id;
    cancellation.channel = Channel::batch;
    const auto confirmation = add(t, cancellation);
    CHECK(find(t, confirmation).value().batch == kept.id);
    kept.items.push_back({"K-2", Outcome::failed, {}, Error(Fault::not_found, "no 'K-2'").with_hint("look")});
    kept.items.push_back({"K-1", Outcome::pending, confirmation, {}});
    kept.items.push_back({"K-1", Outcome::failed, {}, Error(Fault::conflict, "")});
    t.batches().add(kept);

    const auto found = t.batches().find(Reference<BatchId>(kept.key)).value();
    CHECK(std::tie(found.id, found.key, found.request, found.by, found.created_at) ==
          std::tie(kept.id, kept.key, kept.request, kept.by, kept.created_at));
    REQUIRE(found.items.size() == 3);
    CHECK(found.items[0].subscription == "K-2");
    CHECK(found.items[0].outcome == Outcome::failed);
    CHECK(found.items[0].error.value().fault == Fault::not_found);
    CHECK(found.items[0].error.value().message == "no 'K-2'");
    CHECK(found.items[0].error.value().hint == "look");
    CHECK(found.items[1].outcome == Outcome::pending);
    CHECK(found.items[1].confirmation == confirmation);
    CHECK_FALSE(found.items[1].error);
    CHECK(found.items[2].error.value().fault == Fault::conflict);
    CHECK_FALSE(found.items[2].confirmation);
  });
}

TEST_CASE("every outcome is kept as it was") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    using enum Outcome;
    Batch kept = batch(t.batches().next_id(), "all");
    for (const Outcome outcome : {cancelled, pending, already, skipped, failed, remaining, undone}) {
      kept.items.push_back({"K-1", outcome, {}, {}});
    }
    t.batches().add(kept);
    const auto found = t.batches().find(Reference<BatchId>("all")).value();
    REQUIRE(found.items.size() == kept.items.size());
    for (std::size_t i = 0; i < kept.items.size(); ++i) CHECK(found.items[i].outcome == kept.items[i].outcome);
  });
}

TEST_CASE("a batch's key is taken once, and its id is the next one that is free") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto first = t.batches().next_id();
    t.batches().add(batch(first, "one"));
    const auto second = t.batches().next_id();
    CHECK(second != first);
    CHECK(fault_of([&] { t.batches().add(batch(second, "one")); }) == Fault::conflict);
    t.batches().add(batch(second, "two"));
    CHECK(t.batches().find(Reference<BatchId>("two")).value().id == second);
    CHECK(t.batches().find(Reference<BatchId>(second)).value().key == "two");
    CHECK_FALSE(t.batches().find(Reference<BatchId>(BatchId{second.number() + 1})));
    CHECK(t.batches().find(Reference<BatchId>("two")).value().items.empty());
    CHECK_FALSE(t.batches().find(Reference<BatchId>("three")));
  });
}

TEST_CASE("every batch is visited with its items, in the order in which they were added") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    for (const char* key : {"b", "a", "c"}) {
      Batch added = batch(t.batches().next_id(), key);
      added.items = {{.subscription = key, .outcome = Outcome::already, .confirmation = {}, .error = {}}};
      t.batches().add(added);
    }
    std::string visited;
    t.batches().each([&](const Batch& batch) { visited += batch.key + batch.items.at(0).subscription + ' '; });
    CHECK(visited == "bb aa cc ");
  });
}

}  // namespace nexor::contract
