#include <fmt/format.h>

#include <algorithm>

#include "lib/error.h"
#include "lib/model/undo_rule.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/ops/records.h"
#include "lib/store/accounts.h"
#include "lib/store/cancellations.h"
#include "lib/store/plans.h"
#include "lib/store/subscriptions.h"
#include "lib/zoneinfo.h"

namespace nexor {

namespace {

void set_optional(std::optional<std::string>& field, const std::optional<std::string>& given) {
  if (!given) return;
  field = given->empty() ? std::nullopt : given;
}

std::vector<Service> services_of(Act& act, const Account& account) {
  return act.store().subscriptions().list({.statuses = {}, .account = account.id, .plan = {}}, act.now(), {}).items;
}

// Whether a decision about the service can still take effect: one that is pending, or that comes back when the one that
// replaced it is taken back or reinstated. Its instant is a midnight of the zone that the account had.
bool may_yet_take_effect(Act& act, const Service& service) {
  if (!service.cancellation) return false;
  const Cancellation& live = *service.cancellation;
  if (live.effective_at > act.now()) return true;
  if (reinstate_until(live, act.desk().policy.reinstate_within) < act.now()) return false;
  const auto all = act.store().cancellations().of(service.subscription.id);
  return std::any_of(all.begin(), all.end(), [&](const Cancellation& cancellation) {
    return cancellation.state == CancellationState::replaced && cancellation.effective_at > act.now();
  });
}

void move_to_zone(Act& act, const Account& account) {
  const Zone& zone = act.desk().zones.find(account.time_zone);
  std::vector<Subscription> moved;
  for (Service& service : services_of(act, account)) {
    if (may_yet_take_effect(act, service)) {
      throw Error(Fault::conflict,
                  fmt::format("the time zone of '{}' can't change while '{}' has a pending cancellation", account.key,
                              service.subscription.key))
          .with_next(fmt::format("nexor show {}", text_of(service.subscription.id)))
          .in_field("time_zone");
    }
    service.subscription.milestones = milestones_of(service.subscription, service.plan, zone);
    moved.push_back(std::move(service.subscription));
  }
  act.store().subscriptions().save_milestones(moved);
}

// What subscriptions of a plan rest on: what they were sold as.
bool has_same_terms(const Plan& a, const Plan& b) {
  return a.period == b.period && a.price.currency == b.price.currency && a.trial_days == b.trial_days &&
         a.notice_days == b.notice_days && a.minimum_terms == b.minimum_terms && a.fixed_terms == b.fixed_terms &&
         a.is_addon == b.is_addon;
}

// A subscription is what it was sold as: only its quantity changes.
void refuse_change(bool is_other, std::string_view key, std::string_view field, std::string_view what) {
  if (!is_other) return;
  throw Error(Fault::conflict, fmt::format("the {} of '{}' can't change", what, key))
      .with_hint("end it, and add another")
      .in_field(field);
}

void refuse_other_terms(Act& act, const Service& before, const SubscriptionEdit& edit) {
  const Subscription& known = before.subscription;
  const auto refuse = [&](bool is_other, std::string_view field, std::string_view what) {
    refuse_change(is_other, known.key, field, what);
  };
  if (edit.account) refuse(find_account(act.store(), *edit.account).id != known.account, "account", "account");
  if (edit.plan) refuse(find_plan(act.store(), *edit.plan).id != known.plan, "plan", "plan");
  if (edit.start_on) refuse(parse_start(*edit.start_on) != known.start_on, "start_on", "start");
  if (edit.base) refuse(find_service(act.store(), *edit.base).subscription.id != known.base, "base", "base");
  if (!edit.billing_day) return;
  const auto day = static_cast<unsigned>(parse_number("billing day", *edit.billing_day));
  refuse(day != billing_day_of(term_of(known, before.plan)), "billing_day", "billing day");
}

}  // namespace

bool save_edit(Act& act, const Account& before, const Account& after) {
  if (content_of(after, "") == content_of(before, "")) return false;
  const std::string salt = act.store().accounts().salt(before.id, act.fresh_salt());
  if (after.time_zone != before.time_zone) move_to_zone(act, after);
  act.store().accounts().save(after);
  act.record(EventKind::account_edited, text_of(after.id), content_of(before, salt), content_of(after, salt));
  return true;
}

bool save_edit(Act& act, const Plan& before, const Plan& after) {
  std::string new_content = content_of(after);
  if (new_content == content_of(before)) return false;
  if (!has_same_terms(before, after) && act.store().plans().is_used(before.id)) {
    throw Error(Fault::conflict,
                fmt::format("the plan '{}' has subscriptions: only its name, its price and its retirement can change",
                            before.key))
        .with_hint("add another plan for other terms");
  }
  act.store().plans().save(after);
  act.record(EventKind::plan_edited, after.key, content_of(before), std::move(new_content));
  return true;
}

bool edit_subscription(Act& act, const Service& before, const SubscriptionEdit& edit) {
  refuse_other_terms(act, before, edit);
  Subscription after = before.subscription;
  after.quantity = edit.quantity ? static_cast<int>(parse_number("quantity", *edit.quantity)) : 1;
  check_subscription(after);
  if (after.quantity == before.subscription.quantity) return false;
  act.store().subscriptions().save(after);
  act.record(EventKind::subscription_edited, text_of(after.id),
             content_of(before.subscription, before.account.key, before.plan.key),
             content_of(after, before.account.key, before.plan.key));
  return true;
}

Edited<Account> edit_account(Desk& desk, const std::string& word, const AccountEdit& edit) {
  check_given(edit, desk.zones);
  Edited<Account> edited;
  perform(desk, Verb::account_edit, [&](Act& act) {
    const Account before = find_account(act.store(), word);
    edited = {before};
    Account& account = edited.now;
    if (edit.name) account.name = *edit.name;
    if (edit.time_zone) account.time_zone = *edit.time_zone;
    set_optional(account.email, edit.email);
    set_optional(account.locale, edit.locale);
    set_optional(account.note, edit.note);
    check_account(account);
    edited.is_changed = save_edit(act, before, account);
  });
  return edited;
}

}  // namespace nexor
