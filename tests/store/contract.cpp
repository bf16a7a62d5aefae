#include "tests/store/contract.h"

#include <span>

namespace nexor::contract {

StoreInfo info() { return {"store-1", "7K", "Europe/Berlin", support::at("2024-01-01T00:00:00Z")}; }

std::shared_ptr<Store> fresh_store() { return store_under_test(info()).fresh(); }

std::optional<Fault> fault_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.fault;
  }
  return {};
}

AccountId add(Transaction& transaction, const Account& account) {
  return transaction.accounts().add(std::span(&account, 1), Origin::single).front();
}

PlanId add(Transaction& transaction, const Plan& plan) {
  return transaction.plans().add(std::span(&plan, 1), Origin::single).front();
}

SubscriptionId add(Transaction& transaction, const Subscription& subscription) {
  return transaction.subscriptions().add(std::span(&subscription, 1), Origin::single).front();
}

Confirmation add(Transaction& transaction, const Cancellation& cancellation, const std::string& salt) {
  return transaction.cancellations().add(std::span(&cancellation, 1), std::span(&salt, 1)).front();
}

std::optional<Account> find(Transaction& transaction, const Reference<AccountId>& reference) {
  return transaction.accounts().find(std::span(&reference, 1)).front();
}

std::optional<Service> find(Transaction& transaction, const Reference<SubscriptionId>& reference) {
  return transaction.subscriptions().find(std::span(&reference, 1)).front();
}

std::optional<Cancellation> find(Transaction& transaction, const Confirmation& confirmation) {
  return transaction.cancellations().find(std::span(&confirmation, 1)).front();
}

Catalogue add_catalogue(Transaction& transaction) {
  Plan addon = support::plan("extra");
  addon.is_addon = true;
  return {add(transaction, support::account("C-1")), add(transaction, support::plan("pro")), add(transaction, addon)};
}

}  // namespace nexor::contract
