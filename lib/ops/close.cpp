#include "lib/ops/close.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "lib/ops/cancel_change.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/digest.h"
#include "lib/ops/find.h"
#include "lib/store/accounts.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

// Those that have neither ended nor are pending.
std::vector<Service> running_in(Transaction& transaction, const Account& account, Instant now) {
  using enum Status;
  const SubscriptionFilter filter{.statuses = {scheduled, trialing, active}, .account = account.id, .plan = {}};
  return transaction.subscriptions().list(filter, now, {}).items;
}

std::vector<std::string> keys_of(const std::vector<Service>& services) {
  std::vector<std::string> keys;
  for (const Service& service : services) keys.push_back(service.subscription.key);
  return keys;
}

// What has to be ended by itself: an add-on ends with its base.
std::vector<Service> without_inheriting(std::vector<Service> services) {
  std::set<SubscriptionId> ids;
  for (const Service& service : services) ids.insert(service.subscription.id);
  std::erase_if(services, [&](const Service& service) {
    return service.subscription.base && ids.contains(*service.subscription.base);
  });
  return services;
}

// The first few of many names, and how many more there are.
std::string some_of(std::vector<std::string> keys) {
  constexpr std::size_t most = 5;
  const std::size_t more = keys.size() > most ? keys.size() - most : 0;
  keys.resize(keys.size() - more);
  for (std::string& key : keys) key = fmt::format("'{}'", key);
  const std::string names = fmt::format("{}", fmt::join(keys, ", "));
  return more == 0 ? names : fmt::format("{} and {} more", names, more);
}

Error still_running(const Account& account, const std::vector<std::string>& keys) {
  return Error(Fault::conflict, fmt::format("the account '{}' can't close while {} {}", account.key, some_of(keys),
                                            keys.size() == 1 ? "has neither ended nor is pending"
                                                             : "have neither ended nor are pending"))
      .with_hint("cancel them first, or with it: --cancel-subscriptions --reason CODE")
      .with_next(fmt::format("nexor list --account {} --status active --status trialing --status scheduled",
                             text_of(account.id)));
}

// One that can't end keeps the account open, so nothing is done about the others.
void refuse_failed(const Account& account, const CancelReport& report) {
  std::vector<std::string> failed;
  for (const CancelItem& item : report.items) {
    if (item.error) failed.push_back(item.subscription);
  }
  if (failed.empty()) return;
  const auto first = std::ranges::find_if(report.items, [](const CancelItem& item) { return item.error.has_value(); });
  Error error = *first->error;
  error.message = fmt::format("the account '{}' can't close: {}", account.key, error.message);
  if (failed.size() > 1) error.message += fmt::format(" ({} can't end as asked: {})", failed.size(), some_of(failed));
  throw Error(std::move(error));
}

CancelOrder ending_order(const CloseOrder& order, std::vector<std::string> keys) {
  CancelOrder ending = *order.ending;
  ending.subscriptions = std::move(keys);
  return ending;
}

void check(const Desk& desk, const CloseOrder& order) {
  require(desk.actor, Verb::account_close);
  if (order.ending) check_order(desk, *order.ending);
}

// What was answered under the key before; null where the key is new, or there is none.
std::optional<CloseReport> closed_before(Transaction& transaction, const CloseOrder& order, const Account& account) {
  if (!order.ending) return {};
  auto known = answered_before(transaction, *order.ending, request_hash(account, *order.ending));
  if (!known) return {};
  return CloseReport{account, std::move(*known)};
}

CloseReport decide(Transaction& transaction, const Desk& desk, const CloseOrder& order, const Account& account,
                   Instant now) {
  if (account.closed_at) {
    throw Error(Fault::conflict,
                fmt::format("the account '{}' is closed since {}", account.key, text_of(*account.closed_at)))
        .with_next(fmt::format("nexor account reopen {}", text_of(account.id)));
  }
  auto running = running_in(transaction, account, now);
  if (!order.ending) {
    if (!running.empty()) throw Error(still_running(account, keys_of(running)));
    return {account, {.digest = digest_of(std::span<const CancelItem>())}};
  }
  const CancelOrder ending = ending_order(order, keys_of(without_inheriting(std::move(running))));
  CloseReport report{account, decide_order(transaction, desk, ending, now)};
  refuse_failed(account, report.cancelled);
  return report;
}

void write_state(Act& act, const Account& before, const Account& after, EventKind kind) {
  act.store().accounts().save(after);
  act.record(kind, text_of(after.id), content_of_state(before.closed_at), content_of_state(after.closed_at));
}

CloseReport decide_and_write(Act& act, const CloseOrder& order) {
  const Account account = find_account(act.store(), order.account);
  if (auto known = closed_before(act.store(), order, account)) return std::move(*known);
  CloseReport report = decide(act.store(), act.desk(), order, account, act.now());
  if (order.ending) {
    std::vector<std::string> keys;
    for (const CancelItem& item : report.cancelled.items) keys.push_back(item.subscription);
    write_order(act, ending_order(order, std::move(keys)), request_hash(account, *order.ending), report.cancelled);
  }
  report.account.closed_at = act.now();
  write_state(act, account, report.account, EventKind::account_closed);
  for (CancelItem& item : report.cancelled.items) item.service->account = report.account;
  return report;
}

}  // namespace

CloseReport preview_close(Desk& desk, const CloseOrder& order) {
  check(desk, order);
  CloseReport report;
  look(desk, Verb::account_close, [&](Transaction& transaction, Instant now) {
    const Account account = find_account(transaction, order.account);
    auto known = closed_before(transaction, order, account);
    report = known ? std::move(*known) : decide(transaction, desk, order, account, now);
  });
  return report;
}

CloseReport close_account(Desk& desk, const CloseOrder& order) {
  check(desk, order);
  CloseReport report;
  perform(desk, Verb::account_close, [&](Act& act) { report = decide_and_write(act, order); });
  return report;
}

Account reopen_account(Desk& desk, const std::string& word) {
  Account account;
  perform(desk, Verb::account_reopen, [&](Act& act) {
    const Account before = find_account(act.store(), word);
    if (!before.closed_at) throw Error(Fault::conflict, fmt::format("the account '{}' is open", before.key));
    account = before;
    account.closed_at.reset();
    write_state(act, before, account, EventKind::account_reopened);
  });
  return account;
}

}  // namespace nexor
