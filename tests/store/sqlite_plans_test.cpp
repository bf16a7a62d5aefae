#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/batches.h"
#include "lib/store/reports.h"
#include "tests/store/contract.h"
#include "tests/store/raw_database.h"
#include "tests/store/sqlite_files.h"
#include "tests/store/statements.h"
#include "tests/support/temporary_folder.h"

namespace nexor::sqlite {

namespace {

// How SQLite goes about the statements that `look` runs, those with `part` in them, one after the other.
std::string plans_of(const std::function<void(Transaction&)>& look, std::string_view part = "SELECT") {
  const support::TemporaryFolder folder;
  make_filled_store(folder.path("nexor.db"));
  std::vector<std::string> statements;
  {
    const StatementLog log(statements);
    open_store(folder.path("nexor.db"), soon)->read(look);
  }
  RawDatabase file(folder.path("nexor.db"));
  std::string plans;
  for (const auto& sql : statements) {
    if (sql.find(part) != std::string::npos) plans += file.ask("EXPLAIN QUERY PLAN " + sql);
  }
  CHECK_FALSE(plans.empty());
  return plans;
}

bool has(const std::string& plans, std::string_view step) { return plans.find(step) != std::string::npos; }

// Nothing is read but what an index leads to, in the order in which it stands there.
void check_searches(const std::function<void(Transaction&)>& look) {
  const std::string plans = plans_of(look);
  CAPTURE(plans);
  CHECK(has(plans, "SEARCH"));
  CHECK_FALSE(has(plans, "SCAN"));
  CHECK_FALSE(has(plans, "TEMP B-TREE"));
  CHECK_FALSE(has(plans, "MATERIALIZE"));
}

const PageRequest later_page{.after = "K-1", .limit = 10};

}  // namespace

TEST_CASE("things are found by index") {
  check_searches([](Transaction& t) { contract::find(t, Reference<AccountId>("C-1")); });
  check_searches([](Transaction& t) { contract::find(t, Reference<AccountId>(AccountId{1})); });
  check_searches([](Transaction& t) { t.plans().find(std::vector<std::string>{"pro"}); });
  check_searches([](Transaction& t) { t.operators().find("ada"); });
  check_searches([](Transaction& t) { t.sessions().find(Hash{1}); });
  check_searches([](Transaction& t) { t.tokens().find(Hash{2}); });
  check_searches([](Transaction& t) { t.accounts().neighbours("C", 5); });
  check_searches([](Transaction& t) { t.batches().neighbours("C", 5); });
}

TEST_CASE("a service with its live cancellation, its base and its add-ons is found by index") {
  const std::string plans = plans_of([](Transaction& t) { contract::find(t, Reference<SubscriptionId>("K-3")); });
  CAPTURE(plans);
  CHECK(has(plans, "one_live_cancellation"));
  CHECK(has(plans, "subscriptions_by_base"));
  CHECK_FALSE(has(plans, "SCAN"));
}

TEST_CASE("what belongs to a subscription is found by index") {
  check_searches([](Transaction& t) { t.cancellations().of(SubscriptionId{1}); });
  check_searches([](Transaction& t) { t.events().about(std::vector<std::string>{"K-3"}); });
  check_searches([](Transaction& t) { contract::find(t, Confirmation{"7K", CancellationId{1}}); });
}

TEST_CASE("a page of a list begins at its place, and is read in the order of its index") {
  check_searches([](Transaction& t) { t.accounts().list(later_page); });
  check_searches([](Transaction& t) { t.plans().list(later_page); });
  check_searches([](Transaction& t) { t.cancellations().list({}, Instant{}, {.after = "1", .limit = 10}); });
}

TEST_CASE("a list by status looks only at the endings of the subscriptions that it comes by") {
  const SubscriptionFilter filter{.statuses = {Status::pending_cancellation}};
  for (const PageRequest& page : {later_page, PageRequest{.after = "", .limit = 10}}) {
    const std::string plans =
        plans_of([&](Transaction& t) { t.subscriptions().list(filter, Instant{}, page); }, "LIMIT");
    CAPTURE(plans);
    CHECK(has(plans, "sqlite_autoindex_subscriptions_1 (key>?)"));
    CHECK(has(plans, "one_live_cancellation (subscription=?) LEFT-JOIN"));
    for (const std::string step : {"SCAN", "TEMP B-TREE", "MATERIALIZE", "CO-ROUTINE", "AUTOMATIC"}) {
      CAPTURE(step);
      CHECK_FALSE(has(plans, step));
    }
  }
}

TEST_CASE("an account's subscriptions are found by the account, whatever else there is") {
  const std::string plans =
      plans_of([](Transaction& t) { t.subscriptions().list({.account = AccountId{1}}, Instant{}, {}); });
  CAPTURE(plans);
  CHECK(has(plans, "subscriptions_by_account (account=?)"));
  CHECK_FALSE(has(plans, "SCAN"));
}

TEST_CASE("a report of ends reads what falls into its range, and keeps nothing of it") {
  EndRange range;
  range.with_terms = true;
  const ReportGrouping grouping{.time = ReportTime::day, .by_plan = true, .by_reason = true};
  check_searches([&](Transaction& t) { t.reports().endings(range, grouping); });
}

TEST_CASE("counts read indexes, and of the tables only single rows") {
  const std::string plans = plans_of([](Transaction& t) { t.subscriptions().count(Instant{}, std::array{Stretch{}}); });
  CAPTURE(plans);
  CHECK(has(plans, "effects_to_record (effective_at>? AND effective_at<?)"));
  CHECK(has(plans, "recorded_effects (effective_at>? AND effective_at<?)"));
  CHECK(has(plans, "SCAN cancellations USING INDEX one_live_cancellation"));
  CHECK(has(plans, "COVERING INDEX subscriptions_by_base"));
  CHECK(has(plans, "COVERING INDEX subscriptions_by_fixed_end"));
  CHECK_FALSE(has(plans, "SCAN subscriptions"));
}

TEST_CASE("a list by effect merges two indexes, and begins in both at its place") {
  const SubscriptionFilter filter{.order = {.by = SubscriptionSort::effective_on}};
  const std::string plans = plans_of(
      [&](Transaction& t) { t.subscriptions().list(filter, Instant{}, {.after = "1/1", .limit = 10}); }, "LIMIT");
  CAPTURE(plans);
  CHECK(has(plans, "MERGE (UNION ALL)"));
  CHECK(has(plans, "effects_to_record (effective_at>?)"));
  CHECK(has(plans, "recorded_effects (effective_at=? AND rowid>?)"));
  CHECK_FALSE(has(plans, "TEMP B-TREE"));
}

}  // namespace nexor::sqlite
