#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "lib/error.h"
#include "lib/store/accounts.h"
#include "lib/store/cancellations.h"
#include "lib/store/events.h"
#include "lib/store/operators.h"
#include "lib/store/plans.h"
#include "lib/store/sessions.h"
#include "lib/store/store.h"
#include "lib/store/subscriptions.h"
#include "tests/support/samples.h"

namespace nexor::contract {

using support::fields;

// How the suite gets stores of an engine. A program holds one engine to the contract: it links all of contract_*.cpp
// and defines store_under_test().
struct StoreUnderTest {
  std::function<std::shared_ptr<Store>()> fresh;   // with nothing in it but `info`
  std::function<std::shared_ptr<Store>()> reopen;  // the one that was made last, through a connection of its own
};

StoreUnderTest store_under_test(const StoreInfo& info);

// As most tests make it.
StoreInfo info();
std::shared_ptr<Store> fresh_store();

// What `look` sees in one read.
template <class Look>
auto seen(Store& store, const Look& look) {
  std::optional<decltype(look(std::declval<Transaction&>()))> result;
  store.read([&](Transaction& transaction) { result.emplace(look(transaction)); });
  return std::move(*result);
}

// Makes one change, and gives what it gives.
template <class Change>
auto changed(Store& store, const Change& change) {
  using Result = decltype(change(std::declval<Transaction&>()));
  if constexpr (std::is_void_v<Result>) {
    store.atomically(support::operation(), change);
  } else {
    std::optional<Result> result;
    store.atomically(support::operation(), [&](Transaction& transaction) { result.emplace(change(transaction)); });
    return std::move(*result);
  }
}

// The fault with which `work` is refused; null where it isn't.
std::optional<Fault> fault_of(const std::function<void()>& work);

// Adds one, and gives its id.
AccountId add(Transaction& transaction, const Account& account);
PlanId add(Transaction& transaction, const Plan& plan);
SubscriptionId add(Transaction& transaction, const Subscription& subscription);
Confirmation add(Transaction& transaction, const Cancellation& cancellation, const std::string& salt = "");

// Finds one.
std::optional<Account> find(Transaction& transaction, const Reference<AccountId>& reference);
std::optional<Service> find(Transaction& transaction, const Reference<SubscriptionId>& reference);
std::optional<Cancellation> find(Transaction& transaction, const Confirmation& confirmation);

// An account, a plan and an add-on plan, for subscriptions to stand on.
struct Catalogue {
  AccountId account;
  PlanId plan;
  PlanId addon_plan;
};
Catalogue add_catalogue(Transaction& transaction);

}  // namespace nexor::contract
