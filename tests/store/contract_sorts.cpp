#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

// Five subscriptions whose keys, starts, additions and ends are each in another order: named by the day on which they
// start in February 2024, and by that on which they end in March; two of them never do.
void add_services(Transaction& t) {
  const auto catalogue = add_catalogue(t);
  struct Row {
    std::string_view key;
    std::string_view start_on;
    std::string_view end_on;
  };
  for (const auto& [key, start, end] : std::vector<Row>{{"c", "2024-02-05", "2024-03-02"},
                                                        {"a", "2024-02-05", ""},
                                                        {"e", "2024-02-01", "2024-03-01"},
                                                        {"b", "2024-02-09", "2024-03-02"},
                                                        {"d", "2024-02-03", ""}}) {
    Subscription made = support::subscription(std::string(key), catalogue.account, catalogue.plan);
    made.start_on = support::on(start);
    made.anchor_on = made.start_on;
    const auto id = add(t, made);
    if (end.empty()) continue;
    Cancellation cancellation = support::cancellation(id, end);
    cancellation.effective_at = support::at(std::string(end) + "T00:00:00Z");
    add(t, cancellation);
  }
}

std::string keys_of(const std::vector<Service>& services) {
  std::string keys;
  for (const Service& service : services) keys += service.subscription.key;
  return keys;
}

std::string read_in_pages(Store& store, const SubscriptionFilter& filter, std::size_t limit) {
  std::string keys;
  PageRequest request{.after = {}, .limit = limit};
  do {
    const auto page = seen(store, [&](Transaction& t) { return t.subscriptions().list(filter, Instant{}, request); });
    keys += keys_of(page.items);
    request.after = page.next;
  } while (request.after);
  return keys;
}

}  // namespace

TEST_CASE("subscriptions come in any order, whole or in pages") {
  const auto store = fresh_store();
  changed(*store, add_services);
  struct Row {
    SubscriptionOrder order;
    std::string keys;
  };
  for (const auto& [order, keys] : std::vector<Row>{{{SubscriptionSort::key, false}, "abcde"},
                                                    {{SubscriptionSort::key, true}, "edcba"},
                                                    {{SubscriptionSort::start_on, false}, "edcab"},
                                                    {{SubscriptionSort::start_on, true}, "bacde"},
                                                    {{SubscriptionSort::created_at, false}, "caebd"},
                                                    {{SubscriptionSort::created_at, true}, "dbeac"},
                                                    {{SubscriptionSort::effective_on, false}, "ecbad"},
                                                    {{SubscriptionSort::effective_on, true}, "bcead"}}) {
    CAPTURE(keys);
    for (const std::size_t limit : {1U, 2U, 3U, 4U, 5U, 6U}) {
      CAPTURE(limit);
      CHECK(read_in_pages(*store, {.order = order}, limit) == keys);
    }
  }
}

TEST_CASE("accounts come by key or in the order in which they were added, and cancellations in that of their numbers") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    for (const char* key : {"C", "A", "B"}) add(t, support::account(key));
    for (const char* key : {"b", "c", "a"}) {
      add(t,
          support::cancellation(add(t, support::subscription(key, catalogue.account, catalogue.plan)), "2024-03-01"));
    }
  });
  const auto accounts = [&](RecordSort sort, bool is_descending, std::size_t limit) {
    AccountFilter filter;
    filter.sort = sort;
    filter.is_descending = is_descending;
    std::string keys;
    PageRequest request{.after = {}, .limit = limit};
    do {
      const auto page = seen(*store, [&](Transaction& t) { return t.accounts().list(request, filter); });
      for (const Account& account : page.items) keys += account.key + ' ';
      request.after = page.next;
    } while (request.after);
    return keys;
  };
  const auto cancellations = [&](bool is_descending, std::size_t limit) {
    CancellationFilter filter;
    filter.is_descending = is_descending;
    std::string numbers;
    PageRequest request{.after = {}, .limit = limit};
    do {
      const auto page =
          seen(*store, [&](Transaction& t) { return t.cancellations().list(filter, Instant{}, request); });
      for (const Cancellation& one : page.items) numbers += std::to_string(one.confirmation.id.number());
      request.after = page.next;
    } while (request.after);
    return numbers;
  };
  for (const std::size_t limit : {1U, 2U, 3U, 4U, 5U}) {
    CAPTURE(limit);
    CHECK(accounts(RecordSort::key, false, limit) == "A B C C-1 ");
    CHECK(accounts(RecordSort::key, true, limit) == "C-1 C B A ");
    CHECK(accounts(RecordSort::created_at, false, limit) == "C-1 C A B ");
    CHECK(accounts(RecordSort::created_at, true, limit) == "B A C C-1 ");
    CHECK(cancellations(false, limit) == "123");
    CHECK(cancellations(true, limit) == "321");
  }
}

TEST_CASE("a place in one order is refused in another") {
  const auto store = fresh_store();
  changed(*store, add_services);
  for (const std::string place : {"K-1", "", "/", "x/y", "1/2/"}) {
    CAPTURE(place);
    CHECK(fault_of([&] {
            seen(*store, [&](Transaction& t) {
              const SubscriptionFilter filter{.order = {SubscriptionSort::effective_on, false}};
              return t.subscriptions().list(filter, Instant{}, {.after = place, .limit = 1}).items.size();
            });
          }) == Fault::input_invalid);
  }
}

TEST_CASE("bounds of starts and ends are held to the day, the lower one inclusive") {
  const auto store = fresh_store();
  changed(*store, add_services);
  struct Row {
    SubscriptionFilter filter;
    std::string keys;
  };
  const auto on = [](std::string_view day) { return support::on(day); };
  for (const auto& [filter, keys] :
       std::vector<Row>{{{.starts_from = on("2024-02-05")}, "abc"},
                        {{.starts_until = on("2024-02-05")}, "de"},
                        {{.starts_from = on("2024-02-03"), .starts_until = on("2024-02-09")}, "acd"},
                        {{.ends_from = on("2024-03-02")}, "bc"},
                        {{.ends_until = on("2024-03-02")}, "e"},
                        {{.ends_from = on("2024-03-01"), .ends_until = on("2024-03-03")}, "bce"},
                        {{.starts_from = on("2024-02-06"), .ends_from = on("2024-03-01")}, "b"}}) {
    CAPTURE(keys);
    const auto page = seen(*store, [&](Transaction& t) { return t.subscriptions().list(filter, Instant{}, {}); });
    CHECK(keys_of(page.items) == keys);
    CHECK(page.total == std::ssize(keys));
  }
}

}  // namespace nexor::contract
