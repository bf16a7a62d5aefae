#include <fmt/format.h>

#include <algorithm>

#include "cli/context.h"
#include "cli/shapes/shapes.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

// A number that was issued; none is 0.
std::optional<std::string> issued(const Confirmation& confirmation) {
  if (confirmation.series.empty()) return {};
  return text_of(confirmation);
}

std::optional<std::string> undo_until(const ShownCancellation& shown, Instant now) {
  if (status_name(shown.cancellation, now) != "pending" || is_overtaken(shown, now)) return {};
  return text_of(shown.overtaken_by ? shown.overtaken_by->effective_at : shown.cancellation.effective_at);
}

void write_notices(JsonWriter& json, const std::vector<Notice>& notices) {
  json.key("notices");
  json.begin_array();
  for (const Notice& notice : notices) {
    json.begin_object();
    json.member("id", id_of(notice));
    json.member("attempts", notice.attempts);
    json.member("sent_at", notice.sent_at ? std::optional(text_of(*notice.sent_at)) : std::nullopt);
    json.member("due_at", notice.sent_at ? std::nullopt : std::optional(text_of(notice.due_at)));
    json.member("output", notice.output);
    json.end_object();
  }
  json.end_array();
}

std::vector<std::string> keys_of(const Service& base, const std::vector<SubscriptionId>& addons) {
  std::vector<std::string> keys;
  for (const SubscriptionId id : addons) {
    const auto is_it = [&](const RelatedService& addon) { return addon.subscription.id == id; };
    keys.push_back(std::ranges::find_if(base.addons, is_it)->subscription.key);
  }
  return keys;
}

}  // namespace

ShownCancellation shown(const Cancellation& cancellation, const Service& service) {
  const bool is_own = cancellation.subscription == service.subscription.id;
  const bool is_live = cancellation.state == CancellationState::live;
  std::vector<LaterFeedback> said_later;
  for (const LaterFeedback& feedback : service.said_later) {
    if (feedback.confirmation == cancellation.confirmation) said_later.push_back(feedback);
  }
  auto addons = is_own ? addons_ending_at(service, cancellation.effective_at) : std::vector<SubscriptionId>{};
  auto keys = keys_of(service, addons);
  return {cancellation,
          is_own ? service.subscription.key : service.base->subscription.key,
          service.subscription.anchor_on,
          std::move(addons),
          std::move(keys),
          is_own && is_live && ends_with_base(service) ? std::optional(*ending_of(service)) : std::nullopt,
          {},
          std::move(said_later)};
}

void write_later_feedback(JsonWriter& json, const std::vector<LaterFeedback>& said_later) {
  json.key("later_feedback");
  json.begin_array();
  for (const LaterFeedback& feedback : said_later) {
    json.begin_object();
    json.member("confirmation", text_of(feedback.confirmation));
    json.member("added_at", text_of(feedback.added_at));
    json.member("by", feedback.by);
    json.member("feedback", feedback.text);
    json.end_object();
  }
  json.end_array();
}

bool is_overtaken(const ShownCancellation& shown, Instant now) {
  return shown.overtaken_by && shown.overtaken_by->effective_at <= now;
}

std::string status_phrase(const Cancellation& cancellation, Instant now) {
  const std::string_view name = status_name(cancellation, now);
  if (name == "pending") return fmt::format("pending until {}", text_of(cancellation.effective_on));
  if (name == "effective") return fmt::format("effective since {}", text_of(cancellation.effective_on));
  return std::string(name);
}

std::string status_phrase(const ShownCancellation& shown, Instant now) {
  const std::string phrase = status_phrase(shown.cancellation, now);
  if (!is_overtaken(shown, now)) return phrase;
  return fmt::format("{}, but ended with its base since {}", phrase, text_of(shown.overtaken_by->effective_on));
}

void write_cancellation(JsonWriter& json, const ShownCancellation& shown, Instant now, Feedback feedback) {
  const Cancellation& cancellation = shown.cancellation;
  const auto last_paid = last_paid_day(cancellation.effective_on, shown.anchor_on);
  json.member("confirmation", issued(cancellation.confirmation));
  json.member("subscription", text_of(cancellation.subscription));
  json.member("status", status_name(cancellation, now));
  json.member("at", text_of(cancellation.at));
  json.member("requested_at", text_of(cancellation.requested_at));
  json.member("effective_on", text_of(cancellation.effective_on));
  json.member("effective_at", text_of(cancellation.effective_at));
  json.member("last_paid_day", last_paid ? std::optional(text_of(*last_paid)) : std::nullopt);
  json.member("reason", cancellation.reason.code);
  json.member("voluntary", cancellation.reason.is_voluntary);
  json.member("feedback", feedback == Feedback::shown ? cancellation.feedback : std::nullopt);
  json.member("by", cancellation.by);
  json.member("channel", name_of(cancellation.channel));
  json.member("on_behalf_of", cancellation.on_behalf_of);
  json.member("batch", cancellation.batch ? std::optional(text_of(*cancellation.batch)) : std::nullopt);
  json.member("replaces", cancellation.replaces ? std::optional(text_of(*cancellation.replaces)) : std::nullopt);
  json.member("undo_until", undo_until(shown, now));
  json.key("addons");
  json.begin_array();
  for (const SubscriptionId addon : shown.addons) json.value(text_of(addon));
  json.end_array();
  json.member("reason_label", cancellation.reason.label);
  json.member("backdated", cancellation.is_backdated);
  json.member("override", cancellation.is_override);
}

Shape<ShownCancellation> cancellation_shape(Context& context, Feedback feedback) {
  const Instant now = context.now();
  return {
      .kind = "cancellations",
      .schema = "nexor.cancellation/1",
      .columns =
          {
              {"confirmation", 0, false,
               [](const ShownCancellation& s) { return text_of(s.cancellation.confirmation); }},
              {"subscription", 0, true, [](const ShownCancellation& s) { return s.subscription_key; }},
              {"status", 0, false,
               [now](const ShownCancellation& s) { return std::string(status_name(s.cancellation, now)); }},
              {"effective_on", 0, false,
               [](const ShownCancellation& s) { return text_of(s.cancellation.effective_on); }},
              {"reason", 1, false, [](const ShownCancellation& s) { return s.cancellation.reason.code; }},
              time_column<ShownCancellation>("requested_at", 2,
                                             [](const ShownCancellation& s) { return s.cancellation.requested_at; }),
              {"by", 3, false, [](const ShownCancellation& s) { return s.cancellation.by; }},
          },
      .members =
          [now, feedback](JsonWriter& json, const ShownCancellation& s) {
            write_cancellation(json, s, now, feedback);
            if (feedback == Feedback::shown) {
              write_notices(json, s.notices);
              write_later_feedback(json, s.said_later);
            }
          },
      .id = [](const ShownCancellation& s) { return text_of(s.cancellation.confirmation); },
  };
}

}  // namespace nexor
