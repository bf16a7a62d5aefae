#include "lib/ops/plans.h"

#include <fmt/format.h>

#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/ops/records.h"
#include "lib/store/plans.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

// The plan as it would be typed anew.
NewPlan as_typed(const Plan& plan) {
  const std::string price = text_of(plan.price);
  NewPlan typed{.key = plan.key,
                .name = plan.name,
                .period = text_of(plan.period),
                .price = price.substr(0, price.find(' ')),
                .currency = plan.price.currency,
                .trial_days = std::to_string(plan.trial_days),
                .notice_days = std::to_string(plan.notice_days),
                .minimum_terms = std::to_string(plan.minimum_terms),
                .fixed_terms = {},
                .is_addon = plan.is_addon};
  if (plan.fixed_terms) typed.fixed_terms = std::to_string(*plan.fixed_terms);
  return typed;
}

void apply(const PlanEdit& edit, NewPlan& typed) {
  typed.name = edit.name.value_or(typed.name);
  typed.period = edit.period.value_or(typed.period);
  typed.price = edit.price.value_or(typed.price);
  typed.currency = edit.currency.value_or(typed.currency);
  if (edit.trial_days) typed.trial_days = edit.trial_days;
  if (edit.notice_days) typed.notice_days = edit.notice_days;
  if (edit.minimum_terms) typed.minimum_terms = edit.minimum_terms;
  if (edit.fixed_terms) typed.fixed_terms = edit.fixed_terms == "" ? std::nullopt : edit.fixed_terms;
  if (edit.addon) typed.is_addon = edit.addon == "yes";
}

Plan edited(Act& act, const Plan& before, const PlanEdit& edit) {
  NewPlan typed = as_typed(before);
  apply(edit, typed);
  Plan plan = make_plan(act, typed);
  plan.id = before.id;
  plan.created_at = before.created_at;
  plan.retired_at = before.retired_at;
  return plan;
}

void write_state(Act& act, const Plan& before, const Plan& after, EventKind kind) {
  act.store().plans().save(after);
  act.record(kind, after.key, content_of_state(before.retired_at), content_of_state(after.retired_at));
}

void sell_again(Act& act, Plan& plan) {
  if (!plan.retired_at) throw Error(Fault::conflict, fmt::format("the plan '{}' is not retired", plan.key));
  const Plan before = plan;
  plan.retired_at.reset();
  write_state(act, before, plan, EventKind::plan_unretired);
}

Retirement decide_to_retire(Transaction& transaction, const std::string& key, Instant now) {
  Retirement retirement{.plan = find_plan(transaction, key)};
  if (retirement.plan.retired_at) {
    throw Error(Fault::conflict,
                fmt::format("the plan '{}' is retired since {}", key, text_of(*retirement.plan.retired_at)));
  }
  const SubscriptionFilter having{.statuses = {}, .account = {}, .plan = retirement.plan.id};
  retirement.subscriptions = transaction.subscriptions().list(having, now, {.after = {}, .limit = 0}).total.value_or(0);
  return retirement;
}

}  // namespace

void check_given(const PlanEdit& edit) {
  if (edit.currency && !edit.price) {
    throw Error(Fault::input_invalid, "currency: it changes with the price only")
        .with_hint("give --price as well, in that currency")
        .in_field("currency");
  }
  NewPlan typed{.key = "any", .name = "any", .period = "1 month", .price = "1", .currency = "EUR"};
  PlanEdit words = edit;
  if (edit.price && !edit.currency) {
    check_amount(*edit.price);
    words.price.reset();  // only the store knows its currency, and so its decimals
  }
  apply(words, typed);
  check_given(typed);
}

Edited<Plan> edit_plan(Desk& desk, const std::string& key, const PlanEdit& edit) {
  check_given(edit);
  Edited<Plan> result;
  perform(desk, Verb::plan_edit, [&](Act& act) {
    const Plan before = find_plan(act.store(), key);
    result.now = edited(act, before, edit);
    result.is_changed = save_edit(act, before, result.now) || edit.is_unretired;
    if (edit.is_unretired) sell_again(act, result.now);
  });
  return result;
}

Retirement preview_retire(Desk& desk, const std::string& key) {
  Retirement retirement;
  look(desk, Verb::plan_retire,
       [&](Transaction& transaction, Instant now) { retirement = decide_to_retire(transaction, key, now); });
  return retirement;
}

Retirement retire_plan(Desk& desk, const std::string& key) {
  Retirement retirement;
  perform(desk, Verb::plan_retire, [&](Act& act) {
    retirement = decide_to_retire(act.store(), key, act.now());
    const Plan before = retirement.plan;
    retirement.plan.retired_at = act.now();
    write_state(act, before, retirement.plan, EventKind::plan_retired);
  });
  return retirement;
}

}  // namespace nexor
