#include "cli/shapes/receipt.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line.h"
#include "cli/context.h"
#include "lib/model/undo_rule.h"
#include "lib/ops/audit.h"
#include "lib/ops/find.h"
#include "lib/store/later_feedback.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

std::string status_words(const Receipt& receipt) {
  const std::string_view status = status_name(receipt.shown.cancellation, receipt.now);
  if (is_overtaken(receipt.shown, receipt.now)) return "cancelled";
  if (status == "pending") return "pending cancellation";
  if (status == "effective") return "cancelled";
  return std::string(status);
}

std::string undo_words(const Receipt& receipt, const GlobalOptions& globals) {
  const Cancellation& cancellation = receipt.shown.cancellation;
  CommandLine line("undo", globals);
  line.operands({text_of(cancellation.confirmation)});
  const std::string_view status = status_name(cancellation, receipt.now);
  const auto& base = receipt.shown.overtaken_by;
  if (is_overtaken(receipt.shown, receipt.now)) return "no longer";
  const std::string_view once = receipt.service.account.closed_at ? ", once the account is open again" : "";
  if (status == "pending") {
    const Instant until = base ? base->effective_at : cancellation.effective_at;
    return fmt::format("until {}{}: {}", text_of(until), once, line.text());
  }
  if (status == "effective" && receipt.now <= receipt.reinstate_until) {
    return fmt::format("until {}, by an admin{}: {}", text_of(receipt.reinstate_until), once,
                       line.flag("reinstate", true).text());
  }
  return "no longer";
}

// Where its base ends the add-on before this cancellation does.
std::string base_words(const Receipt& receipt) {
  const auto& base = receipt.shown.overtaken_by;
  if (!base) return "";
  return fmt::format("{} on {} ({})", receipt.service.base->subscription.key, text_of(base->effective_on),
                     text_of(base->confirmation));
}

std::string in_words(const std::string& text) { return text.empty() ? "none" : text; }

void write_parties(JsonWriter& json, const Service& service) {
  json.key("account");
  json.begin_object();
  json.member("id", text_of(service.account.id));
  json.member("key", service.account.key);
  json.member("name", service.account.name);
  json.end_object();
  json.key("subscription");
  json.begin_object();
  json.member("id", text_of(service.subscription.id));
  json.member("key", service.subscription.key);
  json.end_object();
  json.key("plan");
  json.begin_object();
  json.member("key", service.plan.key);
  json.member("name", service.plan.name);
  json.member("period", text_of(service.plan.period));
  json.key("price");
  write_money(json, service.plan.price);
  json.end_object();
}

}  // namespace

Receipt receipt_of(const std::string& word, Context& context, Reader reader) {
  parse_confirmation(word);
  Receipt receipt;
  Desk& desk = context.desk();
  look(desk, Verb::receipt, [&](Transaction& transaction, Instant now) {
    const Cancellation found = find_cancellation(transaction, word);
    receipt.service = find_service(transaction, text_of(found.subscription));
    receipt.service.said_later = transaction.later_feedback().of(found.subscription);
    receipt.shown = shown(found, receipt.service);
    receipt.head = chain_head(transaction);
    receipt.store_id = transaction.info().id;
    receipt.now = now;
  });
  receipt.issued_locally = context.zones().find(receipt.service.account.time_zone).local_text(receipt.now);
  receipt.support = context.settings().settings.support_contact;
  receipt.reinstate_until = reinstate_until(receipt.shown.cancellation, desk.policy.reinstate_within);
  receipt.undo = undo_words(receipt, reader == Reader::customer ? GlobalOptions{} : context.globals());
  return receipt;
}

// A receipt is kept and shown to others: its times are whole wherever it is printed.
std::vector<CardLine> card_of(const Receipt& receipt) {
  const Cancellation& cancellation = receipt.shown.cancellation;
  const Service& service = receipt.service;
  const auto last_paid = last_paid_day(cancellation.effective_on, receipt.shown.anchor_on);
  std::vector<CardLine> lines{
      {"confirmation", text_of(cancellation.confirmation), Ink::strong},
      {"issued at", fmt::format("{} ({})", text_of(receipt.now), receipt.issued_locally)},
      {"status", status_words(receipt)},
      {"account", fmt::format("{}  {}", service.account.key, service.account.name)},
      {"subscription", fmt::format("{}  {}", service.subscription.key, text_of(service.subscription.id))},
      {"plan", fmt::format("{}  {}, {} {}", service.plan.key, service.plan.name, text_of(service.plan.price),
                           every(service.plan.period))},
      {"requested at", text_of(cancellation.requested_at)},
      {"by", fmt::format("{} ({})", cancellation.by, name_of(cancellation.channel))},
      {"on behalf of", in_words(cancellation.on_behalf_of.value_or(""))},
      {"asked for", text_of(cancellation.at)},
      {"effective on", text_of(cancellation.effective_on)},
      {"last paid day", in_words(last_paid ? text_of(*last_paid) : "")},
      {"reason", fmt::format("{} ({})", cancellation.reason.label, cancellation.reason.code)},
      {"feedback", in_words(cancellation.feedback.value_or(""))},
      {.label = "can be undone", .text = receipt.undo, .is_whole = true},
      {"replaced", in_words(cancellation.replaces ? text_of(*cancellation.replaces) : "")},
      {"ends with it", in_words(fmt::format("{}", fmt::join(receipt.shown.addon_keys, ", ")))},
      {.label = "audit head", .text = text_of(receipt.head), .is_whole = true},
      {"support", in_words(receipt.support)},
  };
  for (const LaterFeedback& feedback : receipt.shown.said_later) {
    lines.push_back({"said later", fmt::format("{} ({} by {})", feedback.text.value_or("(redacted)"),
                                               text_of(feedback.added_at), feedback.by)});
  }
  if (receipt.shown.overtaken_by) lines.push_back({"ends with base", base_words(receipt)});
  return lines;
}

std::string document_of(const Receipt& receipt, const std::optional<std::string>& notice) {
  const Cancellation& cancellation = receipt.shown.cancellation;
  const bool is_effective = status_name(cancellation, receipt.now) == "effective";
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", "nexor.receipt/1");
  if (notice) json.member("notice", *notice);
  json.member("confirmation", text_of(cancellation.confirmation));
  json.member("issued_at", text_of(receipt.now));
  json.member("issued_at_local", receipt.issued_locally);
  json.member("status", status_words(receipt));
  write_parties(json, receipt.service);
  json.key("cancellation");
  json.begin_object();
  write_cancellation(json, receipt.shown, receipt.now, Feedback::shown);
  json.end_object();
  write_later_feedback(json, receipt.shown.said_later);
  json.member("undo", receipt.undo);
  json.member("reinstate_until", is_effective ? std::optional(text_of(receipt.reinstate_until)) : std::nullopt);
  json.member("ends_with_base", receipt.shown.overtaken_by ? std::optional(base_words(receipt)) : std::nullopt);
  json.member("audit_head", text_of(receipt.head));
  json.member("support", receipt.support.empty() ? std::nullopt : std::optional(receipt.support));
  json.end_object();
  return document;
}

std::vector<std::string> receipt_fields() {
  return {"confirmation",
          "issued_at",
          "issued_at_local",
          "status",
          "account.id",
          "account.key",
          "account.name",
          "subscription.id",
          "subscription.key",
          "plan.key",
          "plan.name",
          "plan.period",
          "plan.price.amount_minor",
          "plan.price.currency",
          "cancellation.requested_at",
          "cancellation.by",
          "cancellation.channel",
          "cancellation.on_behalf_of",
          "cancellation.at",
          "cancellation.effective_on",
          "cancellation.effective_at",
          "cancellation.last_paid_day",
          "cancellation.reason",
          "cancellation.reason_label",
          "cancellation.feedback",
          "cancellation.replaces",
          "cancellation.addons",
          "later_feedback",
          "undo",
          "reinstate_until",
          "ends_with_base",
          "audit_head",
          "support"};
}

}  // namespace nexor
