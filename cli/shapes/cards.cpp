#include "cli/shapes/cards.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/context.h"
#include "cli/output/counted.h"

namespace nexor {

namespace {

void add(std::vector<CardLine>& lines, std::string label, const std::optional<std::string>& text) {
  if (text && !text->empty()) lines.push_back({std::move(label), *text});
}

std::string named(const Account& account) { return fmt::format("{}  {}", account.key, account.name); }

// What a cancellation says behind its number and its status.
void add_cancellation(std::vector<CardLine>& lines, const ShownCancellation& shown, Context& context) {
  const Cancellation& cancellation = shown.cancellation;
  lines.push_back({"effective on", text_of(cancellation.effective_on)});
  const auto last_paid = last_paid_day(cancellation.effective_on, shown.anchor_on);
  lines.push_back({"last paid day", last_paid ? text_of(*last_paid) : "none: nothing was paid for"});
  lines.push_back({"requested", fmt::format("{} by {} ({})", context.times()(cancellation.requested_at),
                                            cancellation.by, name_of(cancellation.channel))});
  add(lines, "on behalf of", cancellation.on_behalf_of);
  lines.push_back({"at", text_of(cancellation.at)});
  lines.push_back({"reason", fmt::format("{} ({})", cancellation.reason.label, cancellation.reason.code)});
  add(lines, "feedback", cancellation.feedback);
  if (cancellation.replaces) add(lines, "replaces", text_of(*cancellation.replaces));
  add(lines, "ends with it", fmt::format("{}", fmt::join(shown.addon_keys, ", ")));
}

void add_later(std::vector<CardLine>& lines, const std::vector<LaterFeedback>& said_later, const TimeText& times) {
  for (const LaterFeedback& feedback : said_later) {
    lines.push_back({"said later", fmt::format("{} ({} by {})", feedback.text.value_or("(redacted)"),
                                               times(feedback.added_at), feedback.by)});
  }
}

std::string in_words(const Notice& notice, const TimeText& times) {
  if (notice.sent_at) return fmt::format("sent {}", times(*notice.sent_at));
  if (notice.attempts == 0) return "waits";
  return fmt::format("tried {}, again from {}: {}", counted(notice.attempts, "time"), times(notice.due_at),
                     notice.output);
}

std::string terms_of(const Plan& plan) {
  std::string text = fmt::format("{} {}", text_of(plan.price), every(plan.period));
  if (plan.trial_days > 0) text += fmt::format(", {} of trial", counted(plan.trial_days, "day"));
  if (plan.notice_days > 0) text += fmt::format(", {} of notice", counted(plan.notice_days, "day"));
  if (plan.minimum_terms > 0) text += fmt::format(", {} at least", counted(plan.minimum_terms, "period"));
  if (plan.fixed_terms) text += fmt::format(", {}", counted(*plan.fixed_terms, "period"));
  return text;
}

std::string keys_of(const std::vector<RelatedService>& addons) {
  std::vector<std::string> keys;
  for (const RelatedService& addon : addons) keys.push_back(addon.subscription.key);
  return fmt::format("{}", fmt::join(keys, ", "));
}

}  // namespace

std::vector<CardLine> card_of(const Service& service, Context& context) {
  const Instant now = context.now();
  const Subscription& subscription = service.subscription;
  const Date today = context.zones().find(service.account.time_zone).date_at(now);
  std::vector<CardLine> lines{
      {"subscription", fmt::format("{}  {}", subscription.key, text_of(subscription.id)), Ink::strong},
      {"status", status_phrase(service, now)},
      {"account", named(service.account)},
      {"plan", fmt::format("{}  {}", service.plan.key, terms_of(service.plan))},
      {"started", text_of(subscription.start_on)}};
  if (const auto term = current_term(service, today, now)) {
    lines.push_back({"term", fmt::format("{} to {}", text_of(term->start_on), text_of(term->end_on))});
  }
  if (service.base) lines.push_back({"base", service.base->subscription.key});
  add(lines, "add-ons", keys_of(service.addons));
  if (ends_with_base(service)) {
    lines.push_back({"ends with", fmt::format("{} ({})", service.base->subscription.key,
                                              text_of(ending_of(service)->confirmation))});
  }
  if (service.cancellation) {
    const ShownCancellation own = shown(*service.cancellation, service);
    std::string number = text_of(own.cancellation.confirmation);
    if (ends_with_base(service)) number += fmt::format(" ({})", status_phrase(own, now));
    lines.push_back({"confirmation", number, Ink::strong});
    add_cancellation(lines, own, context);
  }
  add_later(lines, service.said_later, context.times());
  return lines;
}

std::vector<CardLine> card_of(const Account& account, Context& context) {
  std::vector<CardLine> lines{{"account", fmt::format("{}  {}", account.key, text_of(account.id)), Ink::strong},
                              {"status", status_phrase(account, context.times())},
                              {"name", account.name}};
  add(lines, "email", account.email);
  lines.push_back({"time zone", account.time_zone});
  add(lines, "locale", account.locale);
  add(lines, "note", account.note);
  lines.push_back({"added", context.times()(account.created_at)});
  return lines;
}

std::vector<CardLine> card_of(const ShownCancellation& shown, Context& context) {
  std::vector<CardLine> lines{{"confirmation", text_of(shown.cancellation.confirmation), Ink::strong},
                              {"status", status_phrase(shown, context.now())},
                              {"subscription", shown.subscription_key}};
  if (shown.account) lines.push_back({"account", named(*shown.account)});
  add_cancellation(lines, shown, context);
  add_later(lines, shown.said_later, context.times());
  for (const Notice& notice : shown.notices) {
    lines.push_back({fmt::format("notice {}", name_of(notice.kind)), in_words(notice, context.times())});
  }
  return lines;
}

std::vector<CardLine> card_of(const RegistrationRequest& request, Context& context) {
  std::vector<CardLine> lines{{"request", fmt::format("{}  {}", request.key, text_of(request.id)), Ink::strong},
                              {"status", status_phrase(request, context.times())},
                              {"name", request.name},
                              {"email", request.email},
                              {"plan", request.plan_key}};
  add(lines, "time zone", request.time_zone);
  add(lines, "note", request.note);
  lines.push_back({"added", context.times()(request.created_at)});
  add(lines, "decided by", request.decided_by);
  add(lines, "decline note", request.decline_note);
  if (request.account) add(lines, "account", text_of(*request.account));
  if (request.subscription) add(lines, "subscription", text_of(*request.subscription));
  return lines;
}

std::vector<CardLine> card_of(const Plan& plan, Context&) {
  return {{"plan", plan.key, Ink::strong},
          {"name", plan.name},
          {"terms", terms_of(plan)},
          {"add-on", plan.is_addon ? "yes" : "no"}};
}

}  // namespace nexor
