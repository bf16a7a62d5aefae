#include "lib/ops/verify_records.h"

#include <fmt/format.h>

#include <chrono>
#include <span>
#include <utility>

#include "lib/error.h"
#include "lib/model/ids.h"
#include "lib/model/redaction.h"
#include "lib/ops/content.h"
#include "lib/ops/content_reading.h"
#include "lib/store/accounts.h"
#include "lib/store/plans.h"
#include "lib/store/store.h"
#include "lib/store/subscriptions.h"
#include "lib/zoneinfo.h"

namespace nexor {

namespace {

// Null where it is none of that kind, as in an event that was changed by hand.
template <class IdOfThing>
std::optional<Reference<IdOfThing>> reference_in(const std::string& subject, IdKind kind) {
  try {
    const auto id = parse_id(subject);
    if (!id || id->kind != kind) return {};
    return IdOfThing{id->number};
  } catch (const Error&) {
    return {};
  }
}

bool is_near(Instant one, Instant other) {
  return one - other <= std::chrono::days{1} && other - one <= std::chrono::days{1};
}

bool is_blank(const Account& account) { return account.name == redacted_name && !account.email && !account.note; }

}  // namespace

RecordVerification::RecordVerification(Transaction& transaction, Zoneinfo& zones, std::function<void(std::string)> find)
    : transaction_(transaction), zones_(zones), find_(std::move(find)) {}

void RecordVerification::check_account(const Event& event) { check(event, content_of_account(event.subject)); }

void RecordVerification::check_plan(const Event& event) { check(event, content_of_plan(event.subject)); }

void RecordVerification::check_subscription(const Event& event) {
  const auto reference = reference_in<SubscriptionId>(event.subject, IdKind::subscription);
  const auto service = reference ? transaction_.subscriptions().find(std::span(&*reference, 1)).front() : std::nullopt;
  if (!service) return check(event, {});
  check(event, content_of(service->subscription, service->account.key, service->plan.key));
  check_milestones(*service);
}

// What follows from its dates, its plan's terms, which don't change once it has a subscription, and its account's zone.
// The rules of a zone may have changed since its instants were worked out: within a day they are right.
void RecordVerification::check_milestones(const Service& service) {
  const Subscription& subscription = service.subscription;
  bool are_right = false;
  try {
    const Milestones now = milestones_of(subscription, service.plan, zones_.find(service.account.time_zone));
    const Milestones& kept = subscription.milestones;
    are_right = subscription.fixed_end_on == fixed_end_of(subscription, service.plan) &&
                is_near(kept.starts_at, now.starts_at) && is_near(kept.anchor_at, now.anchor_at) &&
                kept.fixed_end_at.has_value() == now.fixed_end_at.has_value() &&
                (!now.fixed_end_at || is_near(*kept.fixed_end_at, *now.fixed_end_at));
  } catch (const Error& error) {
    if (error.fault != Fault::input_invalid) throw;  // there is no such zone
  }
  const std::string id = text_of(subscription.id);
  if (!are_right) find_(fmt::format("{}: its start, or the end of its term, is not what follows from its dates", id));
}

void RecordVerification::check(const Event& event, const std::optional<std::string>& now) {
  if (!now) {
    find_(fmt::format("event {}: tells of {}, which isn't there", event.number, event.subject));
  } else if (now == event.after) {
    otherwise_.erase(event.subject);
  } else {
    otherwise_.insert_or_assign(event.subject, Told{event.number, event.after.value_or("")});
  }
}

void RecordVerification::note_redaction(const Event& event) {
  const auto told = otherwise_.find(event.subject);
  const auto reference = reference_in<AccountId>(event.subject, IdKind::account);
  if (told == otherwise_.end() || !reference) return;
  const auto account = transaction_.accounts().find(std::span(&*reference, 1)).front();
  if (!account || !is_blank(*account) || !transaction_.accounts().salt(account->id).empty()) return;
  if (without_words(content_of(*account, "")) == without_words(told->second.content)) otherwise_.erase(told);
}

void RecordVerification::finish() {
  for (const auto& [subject, told] : otherwise_) {
    find_(fmt::format("{}: is not as event {} tells", subject, told.event));
  }
}

std::optional<std::string> RecordVerification::content_of_account(const std::string& id) {
  const auto reference = reference_in<AccountId>(id, IdKind::account);
  if (!reference) return {};
  const auto account = transaction_.accounts().find(std::span(&*reference, 1)).front();
  if (!account) return {};
  return content_of(*account, transaction_.accounts().salt(account->id));
}

std::optional<std::string> RecordVerification::content_of_plan(const std::string& key) {
  const auto plan = transaction_.plans().find(std::span(&key, 1)).front();
  if (!plan) return {};
  return content_of(*plan);
}

}  // namespace nexor
