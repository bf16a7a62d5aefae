#include "lib/ops/content.h"

#include "lib/ops/audit.h"
#include "lib/secret/digest.h"
#include "lib/store/store.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

// The object that `write` fills.
template <class Write>
std::string object(Write write) {
  constexpr std::size_t usual = 512;  // bytes
  std::string text;
  text.reserve(usual);
  JsonWriter json(text);
  json.begin_object();
  write(json);
  json.end_object();
  return text;
}

std::optional<std::string> text_of_optional(const std::optional<Confirmation>& confirmation) {
  if (!confirmation) return {};
  return text_of(*confirmation);
}

}  // namespace

ToldWords words_of(const Cancellation& cancellation, std::string_view salt) {
  return {fingerprint(salt, cancellation.feedback), fingerprint(salt, cancellation.on_behalf_of)};
}

std::string content_of(const Cancellation& cancellation, std::string_view salt) {
  return content_of(cancellation, words_of(cancellation, salt));
}

std::string content_of(const Cancellation& cancellation, const ToldWords& words) {
  return object([&](JsonWriter& json) {
    json.member("confirmation", text_of(cancellation.confirmation));
    json.member("subscription", text_of(cancellation.subscription));
    json.member("at", text_of(cancellation.at));
    json.member("requested_at", text_of(cancellation.requested_at));
    json.member("effective_on", text_of(cancellation.effective_on));
    json.member("effective_at", text_of(cancellation.effective_at));
    json.member("reason", cancellation.reason.code);
    json.member("reason_label", cancellation.reason.label);
    json.member("voluntary", cancellation.reason.is_voluntary);
    json.member("feedback", words.feedback);
    json.member("on_behalf_of", words.on_behalf_of);
    json.member("by", cancellation.by);
    json.member("channel", name_of(cancellation.channel));
    json.member("batch", cancellation.batch ? std::optional(text_of(*cancellation.batch)) : std::nullopt);
    json.member("replaces", text_of_optional(cancellation.replaces));
    json.member("backdated", cancellation.is_backdated);
    json.member("override", cancellation.is_override);
  });
}

std::string content_of(const LaterFeedback& feedback, const ToldWords& words) {
  return object([&](JsonWriter& json) {
    json.member("number", feedback.number);
    json.member("confirmation", text_of(feedback.confirmation));
    json.member("added_at", text_of(feedback.added_at));
    json.member("by", feedback.by);
    json.member("feedback", words.feedback);
  });
}

std::string content_of(const LaterFeedback& feedback, std::string_view salt) {
  return content_of(feedback, ToldWords{.feedback = fingerprint(salt, feedback.text), .on_behalf_of = {}});
}

std::string content_of(const Account& account, std::string_view salt) {
  return object([&](JsonWriter& json) {
    json.member("key", account.key);
    json.member("name", fingerprint(salt, account.name));
    json.member("email", fingerprint(salt, account.email));
    json.member("time_zone", account.time_zone);
    json.member("locale", account.locale);
    json.member("note", fingerprint(salt, account.note));
  });
}

std::string content_of(const Plan& plan) {
  return object([&](JsonWriter& json) {
    json.member("key", plan.key);
    json.member("name", plan.name);
    json.member("period", text_of(plan.period));
    json.member("price", text_of(plan.price));
    json.member("trial_days", plan.trial_days);
    json.member("notice_days", plan.notice_days);
    json.member("minimum_terms", plan.minimum_terms);
    json.member("fixed_terms", plan.fixed_terms);
    json.member("addon", plan.is_addon);
  });
}

std::string content_of(const Subscription& subscription, std::string_view account_key, std::string_view plan_key) {
  return object([&](JsonWriter& json) {
    json.member("key", subscription.key);
    json.member("account", account_key);
    json.member("plan", plan_key);
    json.member("quantity", subscription.quantity);
    json.member("start_on", text_of(subscription.start_on));
    json.member("anchor_on", text_of(subscription.anchor_on));
    json.member("billing_day", subscription.billing_day);
    json.member("base", subscription.base ? std::optional(text_of(*subscription.base)) : std::nullopt);
  });
}

// With its decision, so that whichever event was the last tells all that the request is now.
std::string content_of(const RegistrationRequest& request, std::string_view salt) {
  return object([&](JsonWriter& json) {
    json.member("key", request.key);
    json.member("name", fingerprint(salt, request.name));
    json.member("email", fingerprint(salt, request.email));
    json.member("plan", request.plan_key);
    json.member("time_zone", request.time_zone);
    json.member("note", fingerprint(salt, request.note));
    json.member("created_at", text_of(request.created_at));
    json.member("status", name_of(request.state));
    json.member("decided_at", request.decided_at ? std::optional(text_of(*request.decided_at)) : std::nullopt);
    json.member("decided_by", request.decided_by);
    json.member("reason", request.reason ? std::optional(name_of(*request.reason)) : std::nullopt);
    json.member("decline_note", fingerprint(salt, request.decline_note));
    json.member("account", request.account ? std::optional(text_of(*request.account)) : std::nullopt);
    json.member("subscription", request.subscription ? std::optional(text_of(*request.subscription)) : std::nullopt);
  });
}

std::string content_of(const Operator& added) {
  return object([&](JsonWriter& json) {
    json.member("name", added.name);
    json.member("role", name_of(added.role));
    json.member("password", added.password_hash.has_value());
    json.member("enabled", added.is_enabled);
    json.member("created_at", text_of(added.created_at));
  });
}

std::string content_of(const Session& session, std::string_view owner) {
  return object([&](JsonWriter& json) {
    json.member("operator", owner);
    json.member("token_sha256", hex_of(session.hash));
    json.member("opened_at", text_of(session.opened_at));
    json.member("expires_at", text_of(session.expires_at));
  });
}

std::string content_of(const Token& token, std::string_view owner) {
  return object([&](JsonWriter& json) {
    json.member("operator", owner);
    json.member("token_sha256", hex_of(token.hash));
    json.member("role", name_of(token.role));
    json.member("label", token.label);
    json.member("created_by", token.created_by);
    json.member("created_at", text_of(token.created_at));
    json.member("expires_at", text_of(token.expires_at));
  });
}

std::string content_of(const Batch& batch, const Digest& rows) {
  return object([&](JsonWriter& json) {
    json.member("key", batch.key);
    json.member("source", name_of(batch.source));
    json.member("request_sha256", hex_of(batch.request));
    json.member("at", text_of(batch.options.at));
    json.member("reason", batch.options.reason);
    json.member("backdate", batch.options.is_backdate_asked);
    json.member("override", batch.options.is_override_asked);
    json.member("by", batch.by);
    json.member("created_at", text_of(batch.created_at));
    json.member("rows", batch.rows);
    json.member("rows_sha256", hex_of(rows));
  });
}

void AdvanceContent::add(const RowOutcome& outcome) {
  if (count_++ == 0) first_ = outcome.position;
  last_ = outcome.position;
  sum_.update_number(outcome.position).update_field(name_of(outcome.outcome));
  sum_.update_optional(text_of_optional(outcome.confirmation));
  sum_.update_optional(outcome.error ? std::optional(std::string(name_of(outcome.error->fault))) : std::nullopt);
  sum_.update_optional(outcome.error ? std::optional(outcome.error->message) : std::nullopt);
  sum_.update_optional(outcome.error ? std::optional(outcome.error->hint) : std::nullopt);
  if (!outcome.error) return;
  for (const std::string& command : outcome.error->next) sum_.update_field(command);
}

std::string AdvanceContent::text(int run, std::optional<Instant> finished_at) const {
  return object([&](JsonWriter& json) {
    json.member("run", run);
    json.member("first", first_);
    json.member("last", last_);
    json.member("outcomes", count_);
    json.member("outcomes_sha256", hex_of(sum_.finish()));
    json.member("finished_at", finished_at ? std::optional(text_of(*finished_at)) : std::nullopt);
  });
}

std::string content_of(const StoreInfo& info) {
  return object([&](JsonWriter& json) {
    json.member("store", info.id);
    json.member("series", info.series);
    json.member("time_zone", info.time_zone);
    json.member("created_at", text_of(info.created_at));
  });
}

std::string content_of_state(std::optional<Instant> ended_at) {
  return object(
      [&](JsonWriter& json) { json.member("ended_at", ended_at ? std::optional(text_of(*ended_at)) : std::nullopt); });
}

std::string content_of(const Redaction& redaction) {
  return object([&](JsonWriter& json) {
    json.member("accounts", redaction.accounts);
    json.member("cancellations", redaction.cancellations);
    json.member("feedback", redaction.feedback);
    json.member("batch_rows", redaction.batch_rows);
    json.member("batches", redaction.batches);
    json.member("notices", redaction.notices);
    json.member("requests", redaction.requests);
  });
}

std::string content_of_reset_code(Instant expires_at) {
  return object([&](JsonWriter& json) { json.member("expires_at", text_of(expires_at)); });
}

std::string content_of_effect(const Cancellation& cancellation) {
  return object([&](JsonWriter& json) {
    json.member("confirmation", text_of(cancellation.confirmation));
    json.member("effective_at", text_of(cancellation.effective_at));
  });
}

std::string content_of_sending(const Notice& notice) {
  return object([&](JsonWriter& json) {
    json.member("confirmation", text_of(notice.confirmation));
    json.member("notice", name_of(notice.kind));
    json.member("attempts", notice.attempts);
  });
}

std::string standing_of(const Service& service, Instant now) {
  return object([&](JsonWriter& json) {
    json.member("status", name_of(status_of(service, now)));
    json.key("addons");
    json.begin_array();
    for (const RelatedService& addon : service.addons) json.value(text_of(addon.subscription.id));
    json.end_array();
  });
}

}  // namespace nexor
