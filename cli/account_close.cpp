#include <fmt/format.h>

#include "cli/ask/confirm.h"
#include "cli/cancel_answer.h"
#include "cli/cancel_options.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/expectation.h"
#include "cli/print.h"
#include "cli/say.h"
#include "lib/ops/close.h"
#include "lib/ops/find.h"

namespace nexor {

namespace {

struct CloseOptions {
  std::string account;
  bool is_cancelling = false;  // its subscriptions
  CancelOptions cancel;        // how
};

// How something ends is said only where something shall end.
void check(const CloseOptions& options) {
  if (options.is_cancelling) return;
  const CancelOptions& cancel = options.cancel;
  const bool is_any = cancel.reason || cancel.feedback || cancel.feedback_file || cancel.at || cancel.on_behalf_of ||
                      cancel.key || cancel.expect || cancel.is_backdate || cancel.is_override;
  if (!is_any) return;
  throw Error(Fault::usage, "how subscriptions end means nothing without --cancel-subscriptions")
      .with_hint("add --cancel-subscriptions, or leave the options of a cancellation away");
}

std::vector<Unanswered> unanswered_of(const CloseOptions& options, Context& context) {
  std::vector<Unanswered> all;
  if (options.is_cancelling && !options.cancel.reason) all.push_back(unanswered_reason());
  const bool has_feedback = options.cancel.feedback || options.cancel.feedback_file;
  if (options.is_cancelling && context.settings().settings.feedback_required && !has_feedback) {
    all.push_back(unanswered_feedback());
  }
  if (!options.cancel.confirmed.is_yes && !options.cancel.is_dry_run) all.push_back(unanswered_confirmation());
  return all;
}

CloseOrder order_of(const CloseOptions& options, Context& context) {
  CloseOrder order{options.account, {}};
  if (!options.is_cancelling) return order;
  const CancelOptions& cancel = options.cancel;
  order.ending = CancelOrder{.subscriptions = {},
                             .at = parse_at(cancel, context),
                             .reason = context.policy().reasons.find(reason_of(cancel, context)),
                             .feedback = feedback_of(cancel, context),
                             .on_behalf_of = cancel.on_behalf_of,
                             .is_backdate_asked = cancel.is_backdate,
                             .is_override_asked = cancel.is_override,
                             .key = cancel.key,
                             .expect = expectation_of(cancel.expect)};
  check_given(*order.ending);
  return order;
}

CommandLine command_line(const CloseOptions& options, const CloseOrder& order, Context& context) {
  CommandLine line("account close", context.globals());
  line.operands({options.account}).flag("cancel-subscriptions", options.is_cancelling);
  if (order.ending) add_cancel_options(line, options.cancel, *order.ending);
  return line.flag(options.cancel.is_dry_run ? "dry-run" : "yes", true);
}

std::string document_of(Context& context, const CloseReport& report, bool is_dry_run) {
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  write_cancel_head(json, report.cancelled, "nexor.account_close/1", is_dry_run);
  json.key("account");
  json.begin_object();
  json.member("id", text_of(report.account.id));
  json.member("key", report.account.key);
  json.member("name", report.account.name);
  json.member("closed_at", report.account.closed_at ? std::optional(text_of(*report.account.closed_at)) : std::nullopt);
  json.end_object();
  write_cancel_items(json, report.cancelled, context.now(), context.globals());
  json.end_object();
  return document;
}

// Rows are those of the subscriptions; where there are none, a sentence tells that it is done.
void answer(const CloseOptions& options, Context& context, const CloseOrder& order, const CloseReport& report) {
  const bool is_dry_run = options.cancel.is_dry_run;
  const std::string sentence = fmt::format("{} the account '{}' ({})", is_dry_run ? "would close" : "closed",
                                           report.account.key, text_of(report.account.id));
  const std::string reopening = CommandLine("account reopen", context.globals()).operands({report.account.key}).text();
  if (context.globals().quiet) return;
  if (context.is_json() || context.globals().get) {
    print_document(context, document_of(context, report, is_dry_run));
  } else if (!context.is_line() || (!context.is_in_words() && !report.cancelled.items.empty())) {
    print_cancelled(context, report.cancelled);
    if (is_dry_run) context.err() << "digest " << report.cancelled.digest << '\n';
  } else {
    if (order.ending) tell_cancelled(context, report.cancelled, is_dry_run);
    say(context, sentence);
    if (!is_dry_run) context.out() << "  next: " << reopening << '\n';
  }
  tell_repetition(context, command_line(options, order, context));
}

void ask(Context& context, const CloseOptions& options, const CloseReport& preview) {
  const std::size_t count = preview.cancelled.items.size();
  tell_preview(context, preview.cancelled);
  note(context, fmt::format("{} ({}) closes at once", preview.account.key, preview.account.name));
  const auto question = count == 0 ? "Close it?" : "Cancel and close?";
  if (count >= static_cast<std::size_t>(context.settings().settings.type_count_from)) {
    confirm_count(context, options.cancel.confirmed, "cancel", count);
  } else {
    confirm(context, options.cancel.confirmed, question);
  }
}

int close_with(const CloseOptions& options, Context& context) {
  check(options);
  check_single_id(std::span(&options.account, 1), {IdKind::account});
  context.set_subjects({options.account});
  if (options.is_cancelling && asks_for_words(options.cancel, context)) {
    look(context.desk(), Verb::account_close,
         [&](Transaction& transaction, Instant) { find_account(transaction, options.account); });
  }
  CloseOrder order = order_of(options, context);
  Desk& desk = context.desk();
  if (options.cancel.is_dry_run) {
    context.set_dry_run();
    answer(options, context, order, preview_close(desk, order));
    return 0;
  }
  if (!options.cancel.confirmed.is_yes) {
    const CloseReport preview = preview_close(desk, order);
    ask(context, options, preview);
    if (order.ending) order.ending->expect = preview.cancelled.digest;
  }
  desk.actor.channel = context.was_asked() ? Channel::interactive : Channel::script;
  context.begin_change();
  const CloseReport report = close_account(desk, order);
  context.set_changed({CommandLine("show", context.globals()).operands({options.account}).text()});
  answer(options, context, order, report);
  return 0;
}

}  // namespace

Command account_close_command() {
  auto options = std::make_shared<CloseOptions>();
  Command command{
      .name = "account close",
      .group = "Records",
      .summary = "Close an account, and end what it has where that is asked for",
      .operands = {one("ID", options->account, "The account's id or key")},
      .options = {flag("cancel-subscriptions", options->is_cancelling, "End what has neither ended nor is pending")},
      .examples = {{"account close C-1001", "Close one whose subscriptions have ended or are pending"},
                   {"account close C-1001 --cancel-subscriptions --reason account_closed --dry-run",
                    "Look at what would end with it"},
                   {"account close C-1001 --cancel-subscriptions --reason not_given --at now --yes",
                    "End all of it at once, from a script"}},
      .answer = [](Context& context) { return cancel_answer_form(context, "account_close"); },
      .unanswered = [options](Context& context) { return unanswered_of(*options, context); },
      .run = [options](Context& context) { return close_with(*options, context); }};
  for (Option& option : cancel_options_for_one(options->cancel)) command.options.push_back(std::move(option));
  return command;
}

}  // namespace nexor
