#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

// Reads a list page by page, and gives its items one behind the other. Every page but the last is full, and the total
// stands on the first one alone.
template <class ListPage>
std::vector<std::string> read_all(const ListPage& list, std::size_t limit, std::int64_t total) {
  std::vector<std::string> all;
  PageRequest request{.after = {}, .limit = limit};
  do {
    const auto [items, page_total, next] = list(request);
    CHECK(page_total == (request.after ? std::nullopt : std::optional(total)));
    CHECK(items.size() <= limit);
    if (next) CHECK(items.size() == limit);
    all.insert(all.end(), items.begin(), items.end());
    CHECK(next.has_value() == (static_cast<std::int64_t>(all.size()) < total));
    request.after = next;
  } while (request.after);
  return all;
}

// The same page, told by `name` of each item.
template <class T, class Name>
Page<std::string> named(const Page<T>& page, const Name& name) {
  Page<std::string> result{{}, page.total, page.next};
  for (const T& item : page.items) result.items.push_back(name(item));
  return result;
}

std::vector<std::string> keys(std::size_t count) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < count; ++i) result.push_back(fmt::format("K-{}", i));
  return result;
}

void check_pages(Store& store, const std::vector<std::string>& expected, const auto& list) {
  for (std::size_t limit = 1; limit <= expected.size() + 1; ++limit) {
    CAPTURE(limit);
    const auto page = [&](const PageRequest& request) {
      return seen(store, [&](Transaction& t) { return list(t, request); });
    };
    CHECK(read_all(page, limit, static_cast<std::int64_t>(expected.size())) == expected);
  }
}

}  // namespace

TEST_CASE("lists of accounts, plans and subscriptions come in pages by key") {
  for (const std::size_t count : {0U, 1U, 2U, 5U}) {
    CAPTURE(count);
    const auto store = fresh_store();
    const auto expected = keys(count);
    changed(*store, [&](Transaction& t) {
      for (auto key = expected.rbegin(); key != expected.rend(); ++key) {
        const auto account = add(t, support::account(*key));
        add(t, support::subscription(*key, account, add(t, support::plan(*key))));
      }
    });
    check_pages(*store, expected, [](Transaction& t, const PageRequest& request) {
      return named(t.accounts().list(request), [](const Account& account) { return account.key; });
    });
    check_pages(*store, expected, [](Transaction& t, const PageRequest& request) {
      return named(t.plans().list(request), [](const Plan& plan) { return plan.key; });
    });
    check_pages(*store, expected, [](Transaction& t, const PageRequest& request) {
      return named(t.subscriptions().list({}, Instant{}, request),
                   [](const Service& service) { return service.subscription.key; });
    });
  }
}

TEST_CASE("a list of cancellations comes in pages by number") {
  const auto store = fresh_store();
  std::vector<std::string> expected;
  changed(*store, [&](Transaction& t) {
    const auto catalogue = add_catalogue(t);
    for (const auto& key : keys(12)) {
      const auto id = add(t, support::subscription(key, catalogue.account, catalogue.plan));
      expected.push_back(text_of(add(t, support::cancellation(id, "2024-03-31"))));
    }
  });
  check_pages(*store, expected, [](Transaction& t, const PageRequest& request) {
    return named(t.cancellations().list({}, Instant{}, request),
                 [](const Cancellation& cancellation) { return text_of(cancellation.confirmation); });
  });
}

TEST_CASE("a page goes on behind its place also when that item or others have come or gone meanwhile") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    for (const char* key : {"b", "d", "f"}) add(t, support::account(key));
  });
  const auto first = seen(*store, [](Transaction& t) { return t.accounts().list({.after = {}, .limit = 2}); });
  changed(*store, [](Transaction& t) {
    for (const char* key : {"a", "c", "e", "g"}) add(t, support::account(key));
  });
  const auto second =
      seen(*store, [&](Transaction& t) { return t.accounts().list({.after = first.next, .limit = 2}); });
  REQUIRE(second.items.size() == 2);
  CHECK(second.items[0].key == "e");
  CHECK(second.items[1].key == "f");
  CHECK(second.next);
}

TEST_CASE("without a limit a list is one page") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    for (const auto& key : keys(3)) add(t, support::account(key));
  });
  for (const auto limit : {std::optional<std::size_t>{}, std::optional<std::size_t>{SIZE_MAX}}) {
    const auto page = seen(*store, [&](Transaction& t) { return t.accounts().list({.after = {}, .limit = limit}); });
    CHECK(page.items.size() == 3);
    CHECK(page.total == 3);
    CHECK_FALSE(page.next);
  }
}

TEST_CASE("a page of nothing tells the total, and the list goes on where it began") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) { add(t, support::account("a")); });
  const auto page = seen(*store, [](Transaction& t) { return t.accounts().list({.after = {}, .limit = 0}); });
  CHECK(page.items.empty());
  CHECK(page.total == 1);
  REQUIRE(page.next);
  CHECK(seen(*store, [&](Transaction& t) {
          return t.accounts().list({.after = page.next, .limit = 1}).items;
        }).size() == 1);
}

}  // namespace nexor::contract
