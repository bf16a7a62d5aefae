#include "cli/export_rows.h"

#include <algorithm>
#include <array>
#include <span>

#include "cli/batch_answer.h"
#include "cli/shapes/shapes.h"

namespace nexor {

namespace {

std::string hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned byte : bytes) {
    text += digits[byte / 16];
    text += digits[byte % 16];
  }
  return text;
}

template <class T>
std::string text_or_none(const std::optional<T>& value) {
  return value ? text_of(*value) : std::string();
}

}  // namespace

void write_row(RawRows& rows, const Account& account) {
  rows.text("key", account.key);
  rows.text("name", account.name);
  rows.text("email", account.email);
  rows.text("time_zone", account.time_zone);
  rows.text("locale", account.locale);
  rows.text("note", account.note);
  rows.end_row();
}

void write_row(RawRows& rows, const Plan& plan) {
  rows.text("key", plan.key);
  rows.text("name", plan.name);
  rows.text("period", text_of(plan.period));
  rows.text("price", amount_text(plan.price));
  rows.text("currency", plan.price.currency);
  rows.number("trial_days", plan.trial_days);
  rows.number("notice_days", plan.notice_days);
  rows.number("minimum_terms", plan.minimum_terms);
  rows.number("fixed_terms", plan.fixed_terms);
  rows.truth("addon", plan.is_addon);
  rows.end_row();
}

void write_row(RawRows& rows, const SubscriptionRecord& subscription) {
  rows.text("key", subscription.key);
  rows.text("account", subscription.account);
  rows.text("plan", subscription.plan);
  rows.text("start_on", text_of(subscription.start_on));
  rows.number("billing_day", subscription.billing_day);
  rows.number("quantity", subscription.quantity);
  rows.text("base", subscription.base);
  rows.end_row();
}

void write_row(RawRows& rows, const RegistrationRequest& request) {
  rows.text("key", request.key);
  rows.text("name", request.name);
  rows.text("email", request.email);
  rows.text("plan", request.plan_key);
  rows.text("time_zone", request.time_zone);
  rows.text("note", request.note);
  rows.end_row();
}

void write_row(RawRows& rows, const CancellationRecord& record) {
  const Cancellation& cancellation = record.cancellation;
  rows.text("confirmation", text_of(cancellation.confirmation));
  rows.text("subscription", record.subscription_key);
  rows.text("status", record.status);
  rows.text("at", text_of(cancellation.at));
  rows.text("requested_at", text_of(cancellation.requested_at));
  rows.text("effective_on", text_of(cancellation.effective_on));
  rows.text("effective_at", text_of(cancellation.effective_at));
  rows.text("reason", cancellation.reason.code);
  rows.text("reason_label", cancellation.reason.label);
  rows.truth("voluntary", cancellation.reason.is_voluntary);
  rows.text("feedback", cancellation.feedback);
  rows.text("by", cancellation.by);
  rows.text("channel", name_of(cancellation.channel));
  rows.text("on_behalf_of", cancellation.on_behalf_of);
  rows.text("batch", text_or_none(cancellation.batch));
  rows.text("replaces", text_or_none(cancellation.replaces));
  rows.truth("backdated", cancellation.is_backdated);
  rows.truth("override", cancellation.is_override);
  rows.text("recorded_at", text_or_none(cancellation.recorded_at));
  rows.end_row();
}

void write_row(RawRows& rows, const Event& event) {
  rows.number("number", event.number);
  rows.text("at", text_of(event.at));
  rows.text("operation", hex(event.operation));
  rows.text("by", event.by);
  rows.text("credential", event.credential);
  rows.text("host", event.host);
  rows.text("terminal", event.terminal);
  rows.text("command", event.command);
  rows.text("event", name_of(event.kind));
  rows.text("subject", event.subject);
  rows.text("before", event.before);
  rows.text("after", event.after);
  rows.text("hash", hex(event.hash));
  rows.end_row();
}

void write_row(RawRows& rows, const Batch& batch) {
  using enum Outcome;
  rows.text("id", text_of(batch.id));
  rows.text("key", batch.key);
  rows.text("status", status_of(batch));
  rows.text("source", name_of(batch.source));
  rows.text("reason", batch.options.reason);
  rows.text("at", text_of(batch.options.at));
  rows.text("by", batch.by);
  rows.text("created_at", text_of(batch.created_at));
  rows.text("finished_at", text_or_none(batch.finished_at));
  rows.number("rows", batch.rows);
  for (const Outcome outcome : {cancelled, pending, already, skipped, failed, remaining}) {
    rows.number(name_of(outcome), counts_of(batch)[outcome]);
  }
  rows.end_row();
}

}  // namespace nexor
