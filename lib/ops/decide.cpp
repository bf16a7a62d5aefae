#include "lib/ops/decide.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "lib/model/key.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/digest.h"
#include "lib/ops/find.h"
#include "lib/ops/records.h"
#include "lib/ops/requests.h"
#include "lib/store/accounts.h"
#include "lib/store/requests.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

Verb verb_of(Decision decision) {
  switch (decision) {
    case Decision::approve:
      return Verb::approve;
    case Decision::decline:
      return Verb::decline;
    case Decision::reopen:
      return Verb::reopen;
  }
  return Verb::approve;
}

EventKind event_of(Decision decision) {
  switch (decision) {
    case Decision::approve:
      return EventKind::request_approved;
    case Decision::decline:
      return EventKind::request_declined;
    case Decision::reopen:
      return EventKind::request_reopened;
  }
  return EventKind::request_approved;
}

Error no_reason() {
  return Error(Fault::input_invalid, "neither the row nor the command gives a reason")
      .with_hint("say --reason CODE, or fill the column reason");
}

Error key_is_taken(std::string_view what, const std::string& key, std::string_view option) {
  return Error(Fault::conflict, fmt::format("there is {} '{}' already", what, key))
      .with_hint(fmt::format("give another key with --{}", option));
}

NewAccount account_for(const RegistrationRequest& request, const DecisionTarget& target) {
  return {.key = target.account_key.value_or(request.key),
          .name = request.name,
          .email = request.email,
          .time_zone = request.time_zone,
          .locale = {},
          .note = request.note};
}

NewSubscription subscription_for(const RegistrationRequest& request, const DecisionTarget& target,
                                 const std::string& account_key) {
  return {.key = target.subscription_key.value_or(request.key),
          .account = account_key,
          .plan = request.plan_key,
          .start_on = target.start,
          .billing_day = {},
          .quantity = {},
          .base = {}};
}

// Decides about every target of an order at one instant, in their order. Nothing is written meanwhile, so what an
// earlier one would take is kept in mind.
class Decisions {
 public:
  Decisions(Transaction& transaction, const Desk& desk, const DecisionOrder& order, Instant now)
      : transaction_(transaction), desk_(desk), order_(order), now_(now) {}

  DecisionReport run() {
    DecisionReport report;
    for (const DecisionTarget& target : order_.targets) report.items.push_back(decided(target));
    report.digest = digest_of(report.items);
    return report;
  }

 private:
  // A target that can't be found fails alone, as one that is refused does.
  DecisionItem decided(const DecisionTarget& target) {
    DecisionItem item{.request = target.request, .line = target.line};
    try {
      if (target.problem) throw Error(Fault::input_invalid, *target.problem);
      if (target.request.empty()) throw Error(Fault::input_invalid, "the row names no request");
      item.before = find_request(transaction_, target.request);
      if (!seen_.insert(item.before->id).second) {
        throw Error(Fault::conflict, fmt::format("'{}' stands there twice: the first one decides", target.request));
      }
      check_given(order_.decision, target);
      decide(item, target);
    } catch (Error& error) {
      if (error.fault == Fault::store_corrupt) throw;
      item.error = std::move(error);
    }
    return item;
  }

  void decide(DecisionItem& item, const DecisionTarget& target) {
    RequestDecision decision = decision_on(*item.before, target);
    if (auto* refusal = std::get_if<Error>(&decision)) throw Error(std::move(*refusal));
    item.after = std::get<RegistrationRequest>(std::move(decision));
    if (order_.decision == Decision::approve) make(item, target);
    item.outcome = outcome_of(order_.decision);
  }

  RequestDecision decision_on(const RegistrationRequest& request, const DecisionTarget& target) const {
    const Decider decider{.by = desk_.actor.name, .at = now_};
    switch (order_.decision) {
      case Decision::approve:
        return decide_approval(request, decider);
      case Decision::decline:
        if (!target.reason) throw Error(no_reason());
        return decide_decline(request, decider, find_decline_reason(*target.reason), target.note);
      case Decision::reopen:
        return decide_reopening(request);
    }
    return request;
  }

  void make(DecisionItem& item, const DecisionTarget& target) {
    const Plan plan = plan_to_begin_with(transaction_, item.before->plan_key);
    Account account = make_account(account_for(*item.before, target), transaction_.info().time_zone, desk_.zones, now_);
    Subscription subscription =
        make_subscription(subscription_for(*item.before, target, account.key), account, plan, desk_.zones, now_);
    const Reference<AccountId> account_key = account.key;
    if (accounts_.count(account.key) > 0 || transaction_.accounts().find(std::span(&account_key, 1)).front()) {
      throw key_is_taken("an account", account.key, "account-key");
    }
    const Reference<SubscriptionId> subscription_key = subscription.key;
    if (subscriptions_.count(subscription.key) > 0 ||
        transaction_.subscriptions().find(std::span(&subscription_key, 1)).front()) {
      throw key_is_taken("a subscription", subscription.key, "subscription-key");
    }
    accounts_.insert(account.key);
    subscriptions_.insert(subscription.key);
    item.account = std::move(account);
    item.subscription = std::move(subscription);
  }

  Transaction& transaction_;
  const Desk& desk_;
  const DecisionOrder& order_;
  Instant now_;
  std::set<RequestId> seen_;
  std::set<std::string> accounts_;       // keys that are taken by what was decided
  std::set<std::string> subscriptions_;  // likewise
};

DecisionReport decided(Transaction& transaction, const Desk& desk, const DecisionOrder& order, Instant now) {
  DecisionReport report = Decisions(transaction, desk, order, now).run();
  const auto* digest = std::get_if<std::string>(&order.expect);
  if (digest && *digest != report.digest) throw Error(not_as_shown());
  const auto* count = std::get_if<std::size_t>(&order.expect);
  if (count && *count != report.items.size()) throw Error(not_so_many(report.items.size(), *count));
  return report;
}

void write(Act& act, Decision decision, DecisionItem& item) {
  if (item.account) {
    save_new(act, *item.account);
    item.subscription->account = item.account->id;
    save_new(act, *item.subscription, item.account->key, item.before->plan_key);
    item.after->account = item.account->id;
    item.after->subscription = item.subscription->id;
  }
  Requests& requests = act.store().requests();
  const std::string salt = requests.salt(item.before->id, act.fresh_salt());
  requests.save(*item.after);
  act.record(event_of(decision), text_of(item.before->id), content_of(*item.before, salt),
             content_of(*item.after, salt));
}

}  // namespace

std::string_view name_of(Decision decision) {
  switch (decision) {
    case Decision::approve:
      return "approve";
    case Decision::decline:
      return "decline";
    case Decision::reopen:
      return "reopen";
  }
  return "approve";
}

Outcome outcome_of(Decision decision) {
  switch (decision) {
    case Decision::approve:
      return Outcome::approved;
    case Decision::decline:
      return Outcome::declined;
    case Decision::reopen:
      return Outcome::reopened;
  }
  return Outcome::approved;
}

void check_given(Decision decision, const DecisionTarget& target) {
  if (decision == Decision::approve) {
    if (target.account_key) check_key(*target.account_key);
    if (target.subscription_key) check_key(*target.subscription_key);
    if (target.start) parse_start(*target.start);
  }
  if (decision == Decision::decline) {
    if (target.reason) find_decline_reason(*target.reason);
    if (target.note) check_decline_note(*target.note);
  }
}

DecisionReport preview_decide(Desk& desk, const DecisionOrder& order) {
  DecisionReport report;
  look(desk, verb_of(order.decision),
       [&](Transaction& transaction, Instant now) { report = decided(transaction, desk, order, now); });
  return report;
}

DecisionReport decide(Desk& desk, const DecisionOrder& order) {
  DecisionReport report;
  perform_if(desk, verb_of(order.decision), [&](Act& act) {
    report = decided(act.store(), desk, order, act.now());
    for (DecisionItem& item : report.items) {
      if (!item.error) write(act, order.decision, item);
    }
    return !std::ranges::all_of(report.items, [](const DecisionItem& item) { return item.error.has_value(); });
  });
  return report;
}

}  // namespace nexor
