#include <doctest/doctest.h>

#include <algorithm>

#include "lib/store/batches.h"
#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

Batch batch(BatchId id, std::optional<std::string> key) {
  Batch made{.id = id,
             .key = std::move(key),
             .options = {.at = AtOnce{}, .reason = "unused", .feedback = "why", .on_behalf_of = "them"},
             .by = "ada",
             .created_at = support::at("2024-02-10T11:12:13Z")};
  made.request.fill(5);
  return made;
}

BatchRow row(std::int64_t position, std::string subscription) {
  return {.position = position, .line = position + 1, .subscription = std::move(subscription)};
}

BatchId added(Transaction& t, std::optional<std::string> key) {
  const BatchId id = t.batches().next_id();
  t.batches().add(batch(id, std::move(key)));
  return id;
}

RowOutcome failed(std::int64_t position, int run, Fault fault) {
  return {.position = position,
          .run = run,
          .error = Error(fault, "no").with_hint("look").with_next("one").with_next("two")};
}

auto parts_of(const Batch& batch) {
  return std::tie(batch.id, batch.key, batch.source, batch.request, batch.state, batch.options.at, batch.options.reason,
                  batch.options.feedback, batch.options.on_behalf_of, batch.options.is_backdate_asked,
                  batch.options.is_override_asked, batch.by, batch.created_at, batch.finished_at, batch.run, batch.rows,
                  batch.counts);
}

auto parts_of(const BatchRow& row) {
  return std::tie(row.position, row.line, row.subscription, row.target, row.reason, row.at, row.feedback,
                  row.on_behalf_of, row.problem, row.is_repeated, row.ending_at);
}

}  // namespace

TEST_CASE("keys of batches stand next to one in order, and those without a key are no neighbours") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    for (const char* key : {"d", "b", "a"}) added(t, key);
    added(t, {});
  });
  auto keys = seen(*store, [](Transaction& t) { return t.batches().neighbours("c", 1); });
  std::sort(keys.begin(), keys.end());
  CHECK(keys == std::vector<std::string>{"b", "d"});
}

TEST_CASE("a batch is found by its id and by its key, as it was added and as it was saved") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Batch kept = batch(t.batches().next_id(), "night \xC3\xA9");
    kept.options.is_override_asked = true;
    t.batches().add(kept);
    CHECK(parts_of(t.batches().find(Reference<BatchId>("night \xC3\xA9")).value()) == parts_of(kept));
    kept.state = BatchState::finished;
    kept.finished_at = kept.created_at;
    kept.run = 2;
    kept.rows = 15;
    int count = 0;
    for (const Outcome outcome :
         {Outcome::cancelled, Outcome::pending, Outcome::already, Outcome::skipped, Outcome::failed}) {
      kept.counts[outcome] = ++count;
    }
    t.batches().save(kept);
    CHECK(parts_of(t.batches().find(Reference<BatchId>(kept.id)).value()) == parts_of(kept));
    CHECK_FALSE(t.batches().find(Reference<BatchId>(BatchId{kept.id.number() + 1})));
    CHECK_FALSE(t.batches().find(Reference<BatchId>("three")));
  });
}

TEST_CASE("a batch's key is taken once, and those without one don't stand in each other's way") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const BatchId first = added(t, "one");
    CHECK(fault_of([&] { added(t, "one"); }) == Fault::conflict);
    const BatchId second = added(t, {});
    const BatchId third = added(t, {});
    CHECK(first < second);
    CHECK(second < third);
    CHECK_FALSE(t.batches().find(Reference<BatchId>(third)).value().key);
  });
}

TEST_CASE("the newest unfinished batch of a request is found, unless it has a key") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const Hash request = batch(BatchId{1}, {}).request;
    added(t, "named");
    CHECK_FALSE(t.batches().find_unfinished(request));
    added(t, {});
    const BatchId newest = added(t, {});
    CHECK(t.batches().find_unfinished(request).value().id == newest);
    CHECK_FALSE(t.batches().find_unfinished(Hash{}));
    Batch finished = t.batches().find(Reference<BatchId>(newest)).value();
    finished.state = BatchState::finished;
    finished.finished_at = finished.created_at;
    t.batches().save(finished);
    CHECK(t.batches().find_unfinished(request).value().id < newest);
  });
}

TEST_CASE("rows come back as they were staged, page by page, until they are discarded") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const BatchId id = added(t, {});
    std::vector<BatchRow> rows{row(1, "K-1"), row(2, "K-2"), row(3, "")};
    rows[0].target = SubscriptionId{7};
    rows[0].reason = "unused";
    rows[0].at = "now";
    rows[0].feedback = "so";
    rows[0].on_behalf_of = "me";
    rows[1].line = {};
    rows[1].is_repeated = true;
    rows[1].ending_at = 0;
    rows[2].problem = "column 3: the quote is not closed";
    t.batches().stage(id, std::span(rows).first(2));
    t.batches().stage(id, std::span(rows).last(1));
    t.batches().stage(added(t, {}), rows);
    const auto all = t.batches().rows(id, 0, 10);
    REQUIRE(all.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) CHECK(parts_of(all[i]) == parts_of(rows[i]));
    const auto page = t.batches().rows(id, 1, 1);
    REQUIRE(page.size() == 1);
    CHECK(page.front().position == 2);
    CHECK(t.batches().rows(id, 3, 10).empty());
    t.batches().discard_rows(id);
    CHECK(t.batches().rows(id, 0, 10).empty());
  });
}

TEST_CASE("of a row that was tried again the newest outcome holds, and each run's can be told apart") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    const auto subscription = add(t, support::subscription("K-1", catalogue.account, catalogue.plan));
    const BatchId id = added(t, {});
    const std::vector<BatchRow> rows{row(1, "K-1"), row(2, "K-2"), row(3, "K-3")};
    t.batches().stage(id, rows);
    CHECK(t.batches().last_decided(id) == 0);
    Cancellation cancellation = support::cancellation(subscription, "2024-03-01");
    cancellation.batch = id;
    cancellation.channel = Channel::batch;
    const auto confirmation = add(t, cancellation);
    CHECK(find(t, confirmation).value().batch == id);
    t.batches().record(id,
                       std::vector{RowOutcome{.position = 1, .outcome = Outcome::pending, .confirmation = confirmation},
                                   failed(2, 1, Fault::not_found)});
    t.batches().record(id, std::vector{failed(2, 2, Fault::conflict)});
    CHECK(t.batches().last_decided(id) == 2);

    const auto items = t.batches().items(id, 0, 10);
    REQUIRE(items.size() == 3);
    CHECK(items[0].last.value().outcome == Outcome::pending);
    CHECK(items[0].last.value().confirmation == confirmation);
    CHECK_FALSE(items[0].last.value().error);
    CHECK(items[1].last.value().run == 2);
    CHECK(items[1].last.value().error.value().fault == Fault::conflict);
    CHECK(items[1].last.value().error.value().message == "no");
    CHECK(items[1].last.value().error.value().hint == "look");
    CHECK(items[1].last.value().error.value().next == std::vector<std::string>{"one", "two"});
    CHECK_FALSE(items[2].last);
    CHECK(t.batches().items(id, 1, 1).front().last.value().run == 2);

    const auto outcomes = [&](int run, std::int64_t first, std::int64_t last) {
      std::vector<RowOutcome> all;
      t.batches().each_outcome(id, run, first, last, [&](const RowOutcome& outcome) { all.push_back(outcome); });
      return all;
    };
    const auto first_run = outcomes(1, 1, 2);
    REQUIRE(first_run.size() == 2);
    CHECK(first_run[1].error.value().fault == Fault::not_found);
    CHECK(outcomes(2, 1, 3).size() == 1);
    CHECK(outcomes(2, 3, 3).empty());
  });
}

TEST_CASE("batches are listed newest first, by how far they are and when they were made, without single ones") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const BatchId oldest = added(t, "one");
    Batch single = batch(t.batches().next_id(), "single");
    single.source = BatchSource::single;
    t.batches().add(single);
    Batch finished = batch(t.batches().next_id(), {});
    finished.state = BatchState::finished;
    finished.created_at += std::chrono::hours{1};
    finished.finished_at = finished.created_at;
    t.batches().add(finished);

    const auto all = t.batches().list({}, {});
    REQUIRE(all.items.size() == 2);
    CHECK(all.total == 2);
    CHECK(all.items[0].id == finished.id);
    const auto page = t.batches().list({}, {.after = {}, .limit = 1});
    CHECK(t.batches().list({}, {.after = page.next.value(), .limit = 1}).items.front().id == oldest);
    CHECK(t.batches().list({.is_finished = false}, {}).items.front().id == oldest);
    CHECK(t.batches().list({.is_finished = true}, {}).items.front().id == finished.id);
    CHECK(t.batches().list({.created_from = finished.created_at}, {}).total == 1);
    CHECK(t.batches().list({.created_until = finished.created_at}, {}).items.front().id == oldest);
  });
}

TEST_CASE("every batch is visited in the order in which it was added") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    for (const char* key : {"b", "a", "c"}) added(t, key);
    std::string visited;
    t.batches().each([&](const Batch& batch) { visited += *batch.key + ' '; });
    CHECK(visited == "b a c ");
  });
}

TEST_CASE("a batch is locked by one at a time, and another batch isn't") {
  const auto store = fresh_store();
  auto lock = store->lock_batch(BatchId{1});
  CHECK(lock);
  CHECK_FALSE(store->lock_batch(BatchId{1}));
  CHECK(store->lock_batch(BatchId{2}));
  lock.reset();
  CHECK(store->lock_batch(BatchId{1}));
}

}  // namespace nexor::contract
