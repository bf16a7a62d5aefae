#include "cli/shapes/account_page.h"

#include <fmt/format.h>

#include "cli/context.h"
#include "cli/shapes/cards.h"
#include "lib/store/cancellations.h"
#include "lib/store/later_feedback.h"
#include "lib/store/subscriptions.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

void add_cancellations(AccountPage& page, Transaction& transaction, const Service& service) {
  for (const Cancellation& cancellation : transaction.cancellations().of(service.subscription.id)) {
    page.cancellations.push_back(shown(cancellation, service));
  }
}

void write_page(JsonWriter& json, const AccountPage& page, Context& context) {
  account_shape().members(json, page.account);
  json.key("subscriptions");
  json.begin_array();
  for (const Service& service : page.services) {
    json.begin_object();
    write_subscription(json, service, context, Feedback::shown);
    json.end_object();
  }
  json.end_array();
  json.key("cancellations");
  json.begin_array();
  for (const ShownCancellation& shown : page.cancellations) {
    json.begin_object();
    write_cancellation(json, shown, context.now(), Feedback::shown);
    write_later_feedback(json, shown.said_later);
    json.end_object();
  }
  json.end_array();
}

std::string in_words(const Service& service, Instant now) {
  std::string text = fmt::format("{}  {}, since {}: {}", service.subscription.key, service.plan.key,
                                 text_of(service.subscription.start_on), status_phrase(service, now));
  if (ends_with_base(service)) text += fmt::format(" with {}", service.base->subscription.key);
  return text;
}

std::string in_words(const ShownCancellation& shown, Context& context) {
  const Cancellation& cancellation = shown.cancellation;
  std::string text = fmt::format("{}  {}, {}: {}", text_of(cancellation.confirmation), shown.subscription_key,
                                 status_phrase(shown, context.now()), cancellation.reason.label);
  text += fmt::format(" (asked {} by {})", context.times()(cancellation.requested_at), cancellation.by);
  return text;
}

void add_words(std::vector<CardLine>& lines, const ShownCancellation& shown, Context& context) {
  const auto& feedback = shown.cancellation.feedback;
  if (feedback) lines.push_back({"said", *feedback});
  for (const LaterFeedback& later : shown.said_later) {
    lines.push_back(
        {"said later", fmt::format("{} ({})", later.text.value_or("(redacted)"), context.times()(later.added_at))});
  }
}

// The column of an account, of the account that a page is about.
Column<AccountPage> of_page(const Column<Account>& column) {
  return {column.name,       column.priority,
          column.may_be_cut, [text = column.text](const AccountPage& page) { return text(page.account); },
          column.align,      {},
          column.role,       {}};
}

}  // namespace

AccountPage page_of(Transaction& transaction, const Account& account, Instant now) {
  AccountPage page{.account = account, .services = {}, .cancellations = {}};
  const SubscriptionFilter of_account{.statuses = {}, .account = account.id, .plan = {}};
  page.services = transaction.subscriptions().list(of_account, now, {}).items;
  for (Service& service : page.services) {
    service.said_later = transaction.later_feedback().of(service.subscription.id);
    add_cancellations(page, transaction, service);
  }
  return page;
}

Shape<AccountPage> account_page_shape(Context& context) {
  const Shape<Account> account = account_shape();
  Shape<AccountPage> shape{
      .kind = account.kind,
      .schema = account.schema,
      .columns = {},
      .members = [&context](JsonWriter& json, const AccountPage& page) { write_page(json, page, context); },
      .id = [](const AccountPage& page) { return text_of(page.account.id); }};
  for (const Column<Account>& column : account.columns) shape.columns.push_back(of_page(column));
  return shape;
}

std::vector<CardLine> card_of(const AccountPage& page, Context& context) {
  std::vector<CardLine> lines = card_of(page.account, context);
  for (const Service& service : page.services) lines.push_back({"has", in_words(service, context.now())});
  if (page.services.empty()) lines.push_back({"has", "no subscription"});
  for (const ShownCancellation& shown : page.cancellations) {
    lines.push_back({"cancellation", in_words(shown, context)});
    add_words(lines, shown, context);
  }
  return lines;
}

}  // namespace nexor
