#include "lib/ops/cancel.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/ask/confirm.h"
#include "cli/cancel_answer.h"
#include "cli/cancel_many.h"
#include "cli/cancel_options.h"
#include "cli/choose_subscription.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/expectation.h"
#include "cli/several.h"
#include "lib/ops/find.h"

namespace nexor {

namespace {

CancelOrder order_with(const CancelOptions& options, Context& context, Reason reason,
                       std::optional<std::string> feedback) {
  return {.subscriptions = options.subscriptions,
          .at = parse_at(options, context),
          .reason = std::move(reason),
          .feedback = std::move(feedback),
          .on_behalf_of = options.on_behalf_of,
          .is_backdate_asked = options.is_backdate,
          .is_override_asked = options.is_override,
          .key = options.key,
          .expect = expectation_of(options.expect),
          .most_changes = most_changes_of(options),
          .is_fail_fast = options.is_fail_fast};
}

CancelOrder order_of(const CancelOptions& options, Context& context) {
  Reason reason = context.policy().reasons.find(reason_of(options, context));
  return order_with(options, context, std::move(reason), feedback_of(options, context));
}

// One target has its precise error; of several each has its own.
void throw_single(const CancelReport& report) {
  if (report.items.size() == 1 && report.items.front().error) throw Error(*report.items.front().error);
}

CommandLine command_line(const CancelOptions& options, const CancelOrder& order, Context& context) {
  CommandLine line("cancel", context.globals());
  line.operands(options.subscriptions);
  add_cancel_options(line, options, order);
  line.option("max", options.max).flag("fail-fast", options.is_fail_fast);
  return line.flag(options.is_dry_run ? "dry-run" : "yes", true);
}

int answer(const CancelOptions& options, Context& context, const CancelOrder& order, const CancelReport& report) {
  answer_cancel(context, report, options.is_dry_run);
  tell_repetition(context, command_line(options, order, context));
  return exit_of_several(context, report.items, [](const CancelItem& item) { return item.subscription; });
}

// What stands already is no change: it is told without a question, and an answer that gets lost is only an answer.
bool ends_any(const CancelReport& report) {
  return std::any_of(report.items.begin(), report.items.end(), [](const CancelItem& item) {
    return !item.error && (item.outcome == Outcome::cancelled || item.outcome == Outcome::pending);
  });
}

void ask(Context& context, const CancelOptions& options, const CancelReport& preview) {
  const std::size_t count = preview.items.size();
  if (!ends_any(preview)) return;
  tell_preview(context, preview);
  if (count >= static_cast<std::size_t>(context.settings().settings.type_count_from)) {
    confirm_count(context, options.confirmed, "cancel", count);
  } else {
    confirm(context, options.confirmed, count == 1 ? "Cancel it?" : fmt::format("Cancel these {}?", count));
  }
}

int dry_run(const CancelOptions& options, Context& context, const CancelOrder& order) {
  context.set_dry_run();
  const CancelReport report = preview_cancel(context.desk(), order);
  throw_single(report);
  return answer(options, context, order, report);
}

// One that was ended has its receipt; of several each has its status.
std::vector<std::string> telling_again(Context& context, const CancelReport& report,
                                       const std::vector<std::string>& subscriptions) {
  std::vector<std::string> lines{status_line(context, subscriptions)};
  if (report.items.size() == 1) {
    const std::string confirmation = text_of(report.items.front().cancellation->confirmation);
    lines.push_back(CommandLine("receipt", context.globals()).operands({confirmation}).text());
  }
  return lines;
}

// What would become of it whatever reason is given. It is never written, so any will do.
CancelReport look_first(const CancelOptions& options, Context& context) {
  CancelOrder unasked = order_with(options, context, any_reason(context), "?");
  unasked.key.reset();
  unasked.expect = {};
  return preview_cancel(context.desk(), unasked);
}

int cancel_named(const CancelOptions& options, Context& context) {
  check_single_id(options.subscriptions, {IdKind::subscription});
  if (asks_for_words(options, context)) {
    context.set_subjects(options.subscriptions);
    throw_single(look_first(options, context));
  }
  CancelOrder order = order_of(options, context);
  check_given(order);
  Desk& desk = context.desk();
  context.set_subjects(options.subscriptions);
  if (options.is_dry_run) return dry_run(options, context, order);
  if (!options.confirmed.is_yes) {
    const CancelReport preview = preview_cancel(desk, order);
    throw_single(preview);
    ask(context, options, preview);
    order.expect = preview.digest;
  }
  desk.actor.channel = context.was_asked() ? Channel::interactive : Channel::script;
  context.begin_change();
  const CancelReport report = cancel(desk, order);
  throw_single(report);
  if (ends_any(report)) context.set_changed(telling_again(context, report, options.subscriptions));
  return answer(options, context, order, report);
}

std::vector<Option> options_for_many(CancelOptions& options) {
  return {option("from", "FILE", options.from, "Take them from CSV or JSON Lines; - for standard input"),
          option("max", "N", options.max, "Refuse where more than N would change"),
          option("resume", "BATCH", options.resume, "Go on with a batch, and try again what failed"),
          flag("fail-fast", options.is_fail_fast, "Stop at the first that fails")};
}

// On a terminal, who names nothing is asked.
int cancel_with(CancelOptions& options, Context& context) {
  if (has_no_source(options) && context.can_ask()) options.subscriptions = {choose_subscription(context)};
  return source_of(options) == CancelSource::arguments ? cancel_named(options, context) : cancel_many(options, context);
}

}  // namespace

Command cancel_command() {
  auto options = std::make_shared<CancelOptions>();
  Command command{
      .name = "cancel",
      .group = "End",
      .summary = "End subscriptions, with a reason",
      .operands = {any("SUBSCRIPTION", options->subscriptions, "Id or key")},
      .options = cancel_options_for_one(*options),
      .examples = {{"cancel K-1001 --reason too_expensive", "Look at what would end, and be asked"},
                   {"cancel K-1001 --reason unused --at now --yes", "End it at once, from a script"},
                   {"cancel K-1001 K-1002 --reason not_given --dry-run", "What would happen to two"},
                   {"cancel --from tonight.csv --key 2026-12-01 --yes --quiet", "Many, from cron: safe to run again"},
                   {"cancel --plan legacy --reason other --dry-run", "Look at what a filter chooses"}},
      .answer = [](Context& context) { return cancel_answer_form(context, "cancel"); },
      .unanswered = [options](Context& context) { return unanswered_of(*options, context); },
      .run = [options](Context& context) { return cancel_with(*options, context); }};
  for (Option& many : options_for_many(*options)) command.options.push_back(std::move(many));
  for (Option& filter : filter_options(options->filter)) command.options.push_back(std::move(filter));
  return command;
}

}  // namespace nexor
