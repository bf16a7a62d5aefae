#include "lib/store/sqlite/rows.h"

#include <fmt/format.h>

#include "lib/store/sqlite/errors.h"

namespace nexor::sqlite {

namespace {

Reason reason_in(Query& row) {
  Reason reason;
  reason.code = row.text();
  reason.label = row.text();
  reason.is_voluntary = row.truth();
  return reason;
}

std::optional<unsigned> billing_day_in(Query& row) {
  constexpr int last = 31;
  const auto day = row.optional_small_integer();
  if (!day) return {};
  if (*day < 1 || *day > last) throw corrupt(fmt::format("{} is no billing day", *day));
  return static_cast<unsigned>(*day);
}

std::optional<Confirmation> replaced_in(Query& row) {
  const auto id = row.optional_integer();
  const auto series = row.optional_text();
  if (!id || !series) return {};
  return Confirmation{*series, CancellationId{*id}};
}

}  // namespace

Account account_in(Query& row) {
  Account account;
  account.id = AccountId{row.integer()};
  account.key = row.text();
  account.name = row.text();
  account.email = row.optional_text();
  account.time_zone = row.text();
  account.locale = row.optional_text();
  account.note = row.optional_text();
  account.created_at = row.instant();
  account.closed_at = row.optional_instant();
  return account;
}

Plan plan_in(Query& row) {
  Plan plan;
  plan.id = PlanId{row.integer()};
  plan.key = row.text();
  plan.name = row.text();
  plan.period = word_in(row, parse_period);
  plan.price.amount_minor = row.integer();
  plan.price.currency = row.text();
  plan.trial_days = row.small_integer();
  plan.notice_days = row.small_integer();
  plan.minimum_terms = row.small_integer();
  plan.fixed_terms = row.optional_small_integer();
  plan.is_addon = row.truth();
  plan.created_at = row.instant();
  plan.retired_at = row.optional_instant();
  return plan;
}

Subscription subscription_in(Query& row) {
  Subscription subscription;
  subscription.id = SubscriptionId{row.integer()};
  subscription.key = row.text();
  subscription.account = AccountId{row.integer()};
  subscription.plan = PlanId{row.integer()};
  subscription.quantity = row.small_integer();
  subscription.start_on = row.date();
  subscription.anchor_on = row.date();
  subscription.billing_day = billing_day_in(row);
  const auto base = row.optional_integer();
  if (base) subscription.base = SubscriptionId{*base};
  subscription.milestones = {row.instant(), row.instant(), row.optional_instant()};
  subscription.fixed_end_on = row.optional_date();
  subscription.created_at = row.instant();
  return subscription;
}

Cancellation cancellation_in(Query& row) {
  Cancellation cancellation;
  cancellation.confirmation.id = CancellationId{row.integer()};
  cancellation.confirmation.series = row.text();
  cancellation.subscription = SubscriptionId{row.integer()};
  cancellation.state = word_in(row, parse_cancellation_state);
  cancellation.at = word_in(row, parse_cancel_at);
  cancellation.requested_at = row.instant();
  cancellation.effective_on = row.date();
  cancellation.effective_at = row.instant();
  cancellation.reason = reason_in(row);
  cancellation.by = row.text();
  cancellation.channel = word_in(row, parse_channel);
  const auto batch = row.optional_integer();
  if (batch) cancellation.batch = BatchId{*batch};
  cancellation.replaces = replaced_in(row);
  cancellation.is_backdated = row.truth();
  cancellation.is_override = row.truth();
  cancellation.recorded_at = row.optional_instant();
  cancellation.feedback = row.optional_text();
  cancellation.on_behalf_of = row.optional_text();
  return cancellation;
}

}  // namespace nexor::sqlite
