#include <fmt/format.h>

#include "cli/context.h"
#include "cli/shapes/shapes.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

std::string text_or_empty(const std::optional<Date>& date) { return date ? text_of(*date) : ""; }

// When the service ends or has ended: by a cancellation, or by its fixed term.
std::optional<Date> ends_on(const Service& service) {
  if (const Cancellation* ending = ending_of(service)) return ending->effective_on;
  return fixed_end_of(service.subscription, service.plan);
}

std::optional<std::string> optional_text(const std::optional<Date>& date) {
  if (!date) return {};
  return text_of(*date);
}

std::optional<std::string> optional_text(const std::optional<Instant>& instant) {
  if (!instant) return {};
  return text_of(*instant);
}

void write_account(JsonWriter& json, const Account& account) {
  json.begin_object();
  json.member("id", text_of(account.id));
  json.member("key", account.key);
  json.member("name", account.name);
  json.end_object();
}

void write_ends_with(JsonWriter& json, const Service& service) {
  if (!ends_with_base(service)) {
    json.value(nullptr);
    return;
  }
  const Cancellation& inherited = *ending_of(service);
  json.begin_object();
  json.member("subscription", text_of(inherited.subscription));
  json.member("confirmation", text_of(inherited.confirmation));
  json.member("effective_on", text_of(inherited.effective_on));
  json.end_object();
}

void write_own_cancellation(JsonWriter& json, const Service& service, Instant now, Feedback feedback) {
  if (!service.cancellation) {
    json.value(nullptr);
    return;
  }
  json.begin_object();
  write_cancellation(json, shown(*service.cancellation, service), now, feedback);
  json.end_object();
}

}  // namespace

Ink ink_of(Status status) {
  switch (status) {
    case Status::active:
      return Ink::good;
    case Status::scheduled:
    case Status::trialing:
      return Ink::plain;
    case Status::pending_cancellation:
      return Ink::warning;
    case Status::cancelled:
    case Status::expired:
      return Ink::faint;
  }
  return Ink::plain;
}

std::string status_phrase(const Service& service, Instant now) {
  const Status status = status_of(service, now);
  const std::string_view name = name_of(status);
  switch (status) {
    case Status::scheduled:
      return fmt::format("{} from {}", name, text_of(service.subscription.start_on));
    case Status::trialing:
      return fmt::format("{} until {}", name, text_of(service.subscription.anchor_on));
    case Status::active:
      return std::string(name);
    case Status::pending_cancellation:
      return fmt::format("{} until {}", name, text_or_empty(ends_on(service)));
    case Status::cancelled:
    case Status::expired:
      return fmt::format("{} since {}", name, text_or_empty(ends_on(service)));
  }
  return std::string(name);
}

void write_subscription(JsonWriter& json, const Service& service, Context& context, Feedback feedback) {
  const Subscription& subscription = service.subscription;
  const Instant now = context.now();
  const Date today = context.zones().find(service.account.time_zone).date_at(now);
  const auto term = current_term(service, today, now);
  json.member("id", text_of(subscription.id));
  json.member("key", subscription.key);
  json.key("account");
  write_account(json, service.account);
  json.member("plan", service.plan.key);
  json.member("status", name_of(status_of(service, now)));
  json.member("quantity", subscription.quantity);
  json.key("price");
  write_money(json, service.plan.price);
  json.member("start_on", text_of(subscription.start_on));
  json.member("anchor_on", text_of(subscription.anchor_on));
  json.member("billing_day", billing_day_of(term_of(subscription, service.plan)));
  json.member("term_start_on", term ? std::optional(text_of(term->start_on)) : std::nullopt);
  json.member("term_end_on", term ? std::optional(text_of(term->end_on)) : std::nullopt);
  json.member("fixed_end_on", optional_text(fixed_end_of(subscription, service.plan)));
  json.member("base", subscription.base ? std::optional(text_of(*subscription.base)) : std::nullopt);
  json.member("ended_at", optional_text(ended_at(service, now)));
  json.key("ends_with");
  write_ends_with(json, service);
  json.key("cancellation");
  write_own_cancellation(json, service, now, feedback);
}

Shape<Service> subscription_shape(Context& context, Feedback feedback) {
  const Instant now = context.now();
  return {
      .kind = "subscriptions",
      .schema = "nexor.subscription/1",
      .columns =
          {
              id_column<Service>("id", 3, [](const Service& s) { return text_of(s.subscription.id); }),
              key_column<Service>("key", [](const Service& s) { return s.subscription.key; }),
              {"account", 4, false, [](const Service& s) { return s.account.key; }},
              {"name", 2, true, [](const Service& s) { return s.account.name; }},
              {"plan", 1, false, [](const Service& s) { return s.plan.key; }},
              {"status", 0, true, [now](const Service& s) { return std::string(name_of(status_of(s, now))); },
               Align::left, [now](const Service& s) { return ink_of(status_of(s, now)); }},
              {"start_on", 5, false, [](const Service& s) { return text_of(s.subscription.start_on); }},
              {"ends_on", 0, false, [](const Service& s) { return text_or_empty(ends_on(s)); }},
          },
      .members =
          [&context, feedback](JsonWriter& json, const Service& s) {
            write_subscription(json, s, context, feedback);
            if (feedback == Feedback::shown) write_later_feedback(json, s.said_later);
          },
      .id = [](const Service& s) { return text_of(s.subscription.id); },
  };
}

}  // namespace nexor
