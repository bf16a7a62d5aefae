#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/model/search.h"
#include "lib/store/requests.h"
#include "tests/store/contract.h"

namespace nexor::contract {

namespace {

// Two customers, each with a subscription and a request of the same name.
void add_customers(Transaction& t) {
  const PlanId plan = add_catalogue(t).plan;
  for (const auto& [key, name, email] :
       {std::array{"A-1", "Große Straße", "ada@example.com"}, std::array{"B-2", "東京太郎", "bob.smith@example.org"}}) {
    Account account = support::account(key);
    account.name = name;
    account.email = email;
    const AccountId id = add(t, account);
    add(t, support::cancellation(add(t, support::subscription("K-" + account.key, id, plan)), "2024-03-01"));
    RegistrationRequest request = support::request("R-" + account.key, plan);
    request.name = name;
    request.email = email;
    t.requests().add(std::span(&request, 1), Origin::single);
  }
}

// What a search finds: the first letters of the accounts' keys.
struct Found {
  std::string accounts;
  std::string subscriptions;
  std::string requests;
  std::int64_t cancellations = 0;
};

Found found(Transaction& t, std::string_view search) {
  const auto words = parse_search(search);
  const PageRequest every{.after = {}, .limit = {}};
  Found found;
  AccountFilter accounts;
  accounts.search = words;
  const auto page = t.accounts().list(every, accounts);
  for (const Account& account : page.items) found.accounts += account.key.front();
  CHECK(page.total == static_cast<std::int64_t>(page.items.size()));
  SubscriptionFilter subscriptions;
  subscriptions.search = words;
  const auto services = t.subscriptions().list(subscriptions, support::at("2024-02-01T00:00:00Z"), every);
  for (const Service& service : services.items) found.subscriptions += service.account.key.front();
  CHECK(services.total == static_cast<std::int64_t>(services.items.size()));
  const auto count = [&](std::int64_t most) {
    return t.subscriptions().count_found(subscriptions, support::at("2024-02-01T00:00:00Z"), most);
  };
  CHECK(count(1'000) == services.total);
  CHECK(count(1) == std::min<std::int64_t>(*services.total, 1));
  RequestFilter requests;
  requests.search = words;
  for (const auto& request : t.requests().list(every, requests).items) found.requests += request.key.at(2);
  CancellationFilter cancellations;
  cancellations.search = words;
  found.cancellations = t.cancellations().list(cancellations, support::at("2024-02-01T00:00:00Z"), every).total.value();
  return found;
}

void check_found(Transaction& t, std::string_view search, const std::string& all) {
  CAPTURE(search);
  const Found it = found(t, search);
  CHECK(it.accounts == all);
  CHECK(it.subscriptions == all);
  CHECK(it.requests == all);
  CHECK(it.cancellations == static_cast<std::int64_t>(all.size()));
}

// So many that words can be of all of them, of many, of few and of none. Every second one belongs to a customer of
// Paris, every hundredth to one of Oslo, and every third has ended.
constexpr int many = 1'500;

void add_many(Transaction& t) {
  const auto catalogue = add_catalogue(t);
  const auto customer = [&](const std::string& key, const std::string& name) {
    Account account = support::account(key);
    account.name = name;
    account.email.reset();
    return add(t, account);
  };
  const AccountId paris = customer("P", "Zoé of Paris");
  const AccountId oslo = customer("O", "Åse of Oslo");
  for (int i = 0; i < many; ++i) {
    const AccountId account = i % 100 == 0 ? oslo : i % 2 == 0 ? paris : catalogue.account;
    const auto id = add(t, support::subscription(fmt::format("key-{:04}", i * 7 % many), account, catalogue.plan));
    if (i % 3 == 0) add(t, support::cancellation(id, "2024-03-01"));
  }
}

std::vector<std::string> keys_of(const Page<Service>& page) {
  std::vector<std::string> keys;
  for (const Service& service : page.items) keys.push_back(service.subscription.key);
  return keys;
}

std::vector<std::string> in_pages(Transaction& t, const SubscriptionFilter& filter, Instant now, std::size_t limit) {
  std::vector<std::string> keys;
  PageRequest request{.after = {}, .limit = limit};
  do {
    const auto page = t.subscriptions().list(filter, now, request);
    for (std::string& key : keys_of(page)) keys.push_back(std::move(key));
    request.after = page.next;
  } while (request.after);
  return keys;
}

}  // namespace

TEST_CASE("words of many, of few and of none are found alike, whole or in pages") {
  const auto store = fresh_store();
  changed(*store, add_many);
  const Instant now = support::at("2024-04-01T00:00:00Z");
  seen(*store, [&](Transaction& t) {
    for (const std::string_view words :
         {"k", "key-0", "key-1499", "zoe", "PARIS key", "oslo", "nobody", "key nobody"}) {
      for (const bool is_descending : {false, true}) {
        CAPTURE(words);
        CAPTURE(is_descending);
        SubscriptionFilter filter;
        filter.search = parse_search(words);
        filter.statuses = {Status::active};
        filter.order.is_descending = is_descending;
        const auto all = keys_of(t.subscriptions().list(filter, now, {.after = {}, .limit = {}}));
        CHECK(in_pages(t, filter, now, 7) == all);
        for (const std::int64_t most : {1, 10, 40, 2'000}) {
          CHECK(t.subscriptions().count_found(filter, now, most) == std::min<std::int64_t>(std::ssize(all), most));
        }
      }
    }
    return true;
  });
}

TEST_CASE("a search finds what begins with its words, in keys, names and addresses") {
  const auto store = fresh_store();
  changed(*store, add_customers);
  seen(*store, [](Transaction& t) {
    check_found(t, "strasse", "A");
    check_found(t, "ADA@", "A");
    check_found(t, "太郎", "B");
    check_found(t, "smith@example", "B");
    check_found(t, "example", "AB");
    check_found(t, "example gross", "A");
    check_found(t, "gross smith", "");
    check_found(t, "rasse", "");
    check_found(t, "\"*' OR", "B");
    check_found(t, "smith\"", "B");
    check_found(t, "smith\"ex", "");
    CHECK(found(t, "k-a").subscriptions == "A");
    CHECK(found(t, "k-a ada").subscriptions == "A");  // one word in its key, one in its account's texts
    CHECK(found(t, "k-a bob").subscriptions.empty());
    CHECK(found(t, "k-a").accounts.empty());
    return true;
  });
}

TEST_CASE("a search sees what the same change has added and edited") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    add_customers(t);
    check_found(t, "strasse", "A");
    Account account = find(t, Reference<AccountId>("A-1")).value();
    account.name = "Ada Lovelace";
    account.email.reset();
    t.accounts().save(account);
    CHECK(found(t, "strasse").accounts.empty());
    CHECK(found(t, "strasse").requests == "A");
    CHECK(found(t, "ada@example").accounts.empty());
    CHECK(found(t, "love").accounts == "A");
  });
  seen(*store, [](Transaction& t) {
    CHECK(found(t, "lovelace").subscriptions == "A");
    CHECK(found(t, "lovelace").cancellations == 1);
    return true;
  });
}

TEST_CASE("what a change that failed had added isn't found") {
  const auto store = fresh_store();
  CHECK(fault_of([&] {
          changed(*store, [](Transaction& t) {
            add_customers(t);
            check_found(t, "strasse", "A");
            throw Error(Fault::conflict, "no");
          });
        }) == Fault::conflict);
  seen(*store, [](Transaction& t) {
    check_found(t, "strasse", "");
    return true;
  });
}

TEST_CASE("a redaction leaves nothing to find but keys") {
  const auto store = fresh_store();
  changed(*store, [](Transaction& t) {
    add_customers(t);
    t.accounts().redact(find(t, Reference<AccountId>("B-2")).value().id);
    CHECK(found(t, "smith").accounts.empty());
    CHECK(found(t, "太郎").subscriptions.empty());
    CHECK(found(t, "b-2").accounts == "B");
    CHECK(found(t, "strasse").accounts == "A");
  });
}

}  // namespace nexor::contract
