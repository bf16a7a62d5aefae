#include "lib/store/reports.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "tests/store/contract.h"
#include "tests/support/zones.h"

namespace nexor::contract {

namespace {

constexpr ReportGrouping by_month{.time = ReportTime::month};
constexpr ReportGrouping by_day{.time = ReportTime::day};

// Each group as `TIME PLAN REASON VOLUNTARY/INVOLUNTARY/TERMS QUANTITY`, in their order.
std::string texts(const std::vector<ReportGroup>& groups) {
  std::vector<std::string> lines;
  for (const ReportGroup& group : groups) {
    std::string line = group.time;
    if (group.plan) line += ' ' + group.plan->key;
    if (group.reason) line += ' ' + group.reason->code + '=' + group.reason->label;
    line += fmt::format(" {}/{}/{} {}", group.voluntary, group.involuntary, group.terms, group.paid_quantity);
    lines.push_back(line.substr(std::min(line.find_first_not_of(' '), line.size())));
  }
  std::ranges::sort(lines);
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

// Things to count: subscriptions of a catalogue, and their cancellations.
struct Book {
  explicit Book(Transaction& transaction) : t(transaction), catalogue(add_catalogue(transaction)) {}

  SubscriptionId subscribe(int quantity = 1) {
    Subscription made = support::subscription(fmt::format("K-{}", ++count), catalogue.account, catalogue.plan);
    made.quantity = quantity;
    return add(t, made);
  }
  SubscriptionId subscribe_addon(SubscriptionId base) {
    Subscription made = support::subscription(fmt::format("K-{}", ++count), catalogue.account, catalogue.addon_plan);
    made.base = base;
    return add(t, made);
  }
  SubscriptionId subscribe_until(std::string_view day) {
    Subscription made = support::subscription(fmt::format("K-{}", ++count), catalogue.account, catalogue.plan);
    made.fixed_end_on = support::on(day);
    made.milestones.fixed_end_at = Instant{made.fixed_end_on->day()};
    return add(t, made);
  }
  Confirmation cancel(SubscriptionId id, std::string_view day, std::string code = "unused", bool is_voluntary = true) {
    Cancellation made = support::cancellation(id, day);
    made.reason = {std::move(code), "Label", is_voluntary};
    return add(t, made);
  }

  Transaction& t;
  Catalogue catalogue;
  int count = 0;
};

}  // namespace

TEST_CASE("a report of decisions counts those that stand, by reason") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Book book(t);
    CHECK(texts(t.reports().decisions({}, {}, Zone::utc())).empty());
    const auto id = book.subscribe();
    t.cancellations().set_state(book.cancel(id, "2024-03-31").id, CancellationState::withdrawn);
    const auto replaced = book.cancel(id, "2024-03-31", "fraud", false);
    Cancellation earlier = support::cancellation(id, "2024-03-01");
    earlier.replaces = replaced;
    add(t, earlier);
    book.cancel(book.subscribe(), "2030-01-01");
    const auto base = book.subscribe();
    book.subscribe_addon(base);
    book.cancel(base, "2024-03-01", "fraud", false);
    const ReportGrouping by_reason{.by_reason = true};
    CHECK(texts(t.reports().decisions({}, by_reason, Zone::utc())) ==
          "fraud=Label 0/1/0 0\ntoo_expensive=Too expensive 1/0/0 0\nunused=Label 1/0/0 0\n");
    CHECK(texts(t.reports().decisions({}, {}, Zone::utc())) == "2/1/0 0\n");
  });
}

TEST_CASE("a reason has its newest label, and stands twice where it wasn't always voluntary") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Book book(t);
    for (const char* label : {"Old", "New"}) {
      Cancellation made = support::cancellation(book.subscribe(), "2024-03-01");
      made.reason = {"other", label, true};
      add(t, made);
    }
    book.cancel(book.subscribe(), "2024-03-01", "other", false);
    const ReportGrouping by_reason{.by_reason = true};
    CHECK(texts(t.reports().decisions({}, by_reason, Zone::utc())) == "other=Label 0/1/0 0\nother=New 2/0/0 0\n");
    CHECK(texts(t.reports().endings({}, by_reason)) == "other=Label 0/1/0 1\nother=New 2/0/0 2\n");
  });
}

TEST_CASE("decisions are restricted by when they were requested, and told apart by the zone's months") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Book book(t);
    for (const char* requested_at : {"2024-01-31T22:59:59Z", "2024-01-31T23:30:00Z", "2024-02-29T12:00:00Z"}) {
      Cancellation made = support::cancellation(book.subscribe(), "2024-06-01");
      made.requested_at = support::at(requested_at);
      add(t, made);
    }
    CHECK(texts(t.reports().decisions({}, by_month, Zone::utc())) == "2024-01 2/0/0 0\n2024-02 1/0/0 0\n");
    CHECK(texts(t.reports().decisions({}, by_month, support::berlin())) == "2024-01 1/0/0 0\n2024-02 2/0/0 0\n");
    const DecisionRange range{support::at("2024-01-31T23:30:00Z"), support::at("2024-02-29T12:00:00Z")};
    CHECK(texts(t.reports().decisions(range, by_day, Zone::utc())) == "2024-01-31 1/0/0 0\n");
  });
}

TEST_CASE("a report of ends adds up quantities of what was paid for, by plan and month") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Book book(t);
    book.cancel(book.subscribe(2), "2024-03-31");
    book.cancel(book.subscribe(3), "2024-03-01", "fraud", false);
    book.cancel(book.subscribe(5), "2024-04-01");
    book.cancel(book.subscribe(7), "2024-01-31");  // its first paid day
    const ReportGrouping grouping{.time = ReportTime::month, .by_plan = true};
    CHECK(texts(t.reports().endings({}, grouping)) ==
          "2024-01 pro 1/0/0 0\n2024-03 pro 1/1/0 5\n2024-04 pro 1/0/0 5\n");
  });
}

TEST_CASE("an add-on is counted once: with its base, or before it by itself") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Book book(t);
    const auto base = book.subscribe();
    book.subscribe_addon(base);
    book.cancel(book.subscribe_addon(base), "2024-02-15");
    book.cancel(book.subscribe_addon(base), "2024-03-20");
    book.cancel(base, "2024-03-01", "fraud", false);
    CHECK(texts(t.reports().endings({}, by_day)) == "2024-02-15 1/0/0 1\n2024-03-01 0/3/0 3\n");
  });
}

TEST_CASE("fixed terms are counted where they are asked for, and nothing ends them before") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Book book(t);
    book.subscribe_until("2024-05-01");
    book.cancel(book.subscribe_until("2024-06-01"), "2024-03-01");
    CHECK(texts(t.reports().endings({}, by_day)) == "2024-03-01 1/0/0 1\n");
    CHECK(texts(t.reports().endings({.with_terms = true}, by_day)) == "2024-03-01 1/0/0 1\n2024-05-01 0/0/1 1\n");
    CHECK(texts(t.reports().endings({.with_terms = true}, {.by_reason = true})) == "0/0/1 1\nunused=Label 1/0/0 1\n");
  });
}

TEST_CASE("ends are restricted by their days and their instants") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    Book book(t);
    for (const char* day : {"2024-03-01", "2024-03-02", "2024-03-03"}) book.cancel(book.subscribe(), day);
    book.subscribe_until("2024-03-02");
    const auto counted = [&](EndRange range) {
      range.with_terms = true;
      return texts(t.reports().endings(range, by_day));
    };
    const std::string first = "2024-03-01 1/0/0 1\n";
    const std::string second = "2024-03-02 1/0/1 2\n";
    const std::string third = "2024-03-03 1/0/0 1\n";
    CHECK(counted({}) == first + second + third);
    CHECK(counted({.from = support::on("2024-03-02")}) == second + third);
    CHECK(counted({.until = support::on("2024-03-02")}) == first);
    CHECK(counted({.after = support::at("2024-03-01T00:00:00Z")}) == second + third);
    CHECK(counted({.at_last = support::at("2024-03-02T00:00:00Z")}) == first + second);
  });
}

}  // namespace nexor::contract
