#include "lib/ops/cancel.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "cli/ask/confirm.h"
#include "cli/cancel_answer.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/parse/suggest.h"
#include "cli/several.h"
#include "lib/model/crockford.h"
#include "lib/ops/find.h"
#include "lib/ops/records.h"

namespace nexor {

namespace {

struct CancelOptions {
  std::vector<std::string> subscriptions;
  std::optional<std::string> reason;
  std::optional<std::string> feedback;
  std::optional<std::string> feedback_file;
  std::optional<std::string> at;
  std::optional<std::string> on_behalf_of;
  std::optional<std::string> key;
  std::optional<std::string> expect;
  bool is_backdate = false;
  bool is_override = false;
  bool is_dry_run = false;
  Confirmed confirmed;
};

CancelAt parse_at(const CancelOptions& options, Context& context) {
  const std::string text = options.at.value_or(context.settings().settings.cancel_at);
  if (const auto at = parse_cancel_at(text)) return *at;
  const std::vector<std::string> words{"now", "period-end"};
  const std::string near = did_you_mean(text, words);
  throw Error(Fault::usage, fmt::format("--at: '{}' is neither now, period-end nor a date", text))
      .with_hint(near.empty() ? "write a date like 2026-12-01" : near);
}

std::vector<Unanswered> unanswered_of(const CancelOptions& options, Context& context) {
  std::vector<Unanswered> all;
  if (!options.reason) {
    all.push_back(
        {"--reason CODE",
         Error(Fault::usage, "missing: --reason CODE").with_hint("--reason not_given says that there is none")});
  }
  if (context.settings().settings.feedback_required && !options.feedback && !options.feedback_file) {
    all.push_back({"--feedback TEXT or --feedback-file FILE", missing_feedback()});
  }
  if (!options.confirmed.is_yes && !options.is_dry_run) all.push_back(unanswered_confirmation());
  return all;
}

std::string reason_of(const CancelOptions& options, Context& context) {
  if (options.reason) return *options.reason;
  const auto answer = ask_line(context, "Reason (a code; 'nexor reasons' lists them): ");
  if (answer && !answer->empty()) return *answer;
  throw Error(Fault::declined, "no reason was given; nothing was changed");
}

// An empty text says nothing.
std::optional<std::string> said(std::optional<std::string> text) {
  if (text && text->empty()) return {};
  return text;
}

std::optional<std::string> feedback_of(const CancelOptions& options, Context& context) {
  if (!options.feedback_file) return said(options.feedback);
  if (options.feedback) throw Error(Fault::usage, "--feedback and --feedback-file exclude each other");
  std::ifstream file;
  std::istream* input = &context.surroundings().in;
  if (*options.feedback_file != "-") {
    file.open(*options.feedback_file, std::ios::binary);
    if (!file) throw Error(Fault::input_invalid, fmt::format("'{}' can't be read", *options.feedback_file));
    input = &file;
  }
  std::ostringstream all;
  all << input->rdbuf();
  std::string text = std::move(all).str();
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return said(std::move(text));
}

[[noreturn]] void refuse_expectation(const std::string& text) {
  throw Error(Fault::usage, fmt::format("--expect: '{}' is neither a number nor a digest", text))
      .with_hint("a digest is d_ and 16 symbols, as --dry-run prints it");
}

// A number of targets, or a digest in any spelling of its symbols.
decltype(CancelOrder::expect) parse_expectation(const std::optional<std::string>& text) {
  if (!text) return {};
  constexpr std::string_view prefix = "d_";
  constexpr std::size_t symbols = 16;
  if (text->find_first_not_of("0123456789") == std::string::npos) {
    return static_cast<std::size_t>(parse_number("--expect", *text));
  }
  if (!text->starts_with(prefix)) refuse_expectation(*text);
  const auto digest = crockford::folded(std::string_view(*text).substr(prefix.size()));
  if (digest && digest->size() == symbols) return std::string(prefix) + *digest;
  refuse_expectation(*text);
}

CancelOrder order_of(const CancelOptions& options, Context& context) {
  return {.subscriptions = options.subscriptions,
          .at = parse_at(options, context),
          .reason = context.policy().reasons.find(reason_of(options, context)),
          .feedback = feedback_of(options, context),
          .on_behalf_of = options.on_behalf_of,
          .is_backdate_asked = options.is_backdate,
          .is_override_asked = options.is_override,
          .key = options.key,
          .expect = parse_expectation(options.expect)};
}

// One target has its precise error; of several each has its own.
void throw_single(const CancelReport& report) {
  if (report.items.size() == 1 && report.items.front().error) throw Error(*report.items.front().error);
}

// Feedback from standard input is gone when the line is pasted, so it stands there itself.
CommandLine command_line(const CancelOptions& options, const CancelOrder& order, Context& context) {
  const bool is_in_file = options.feedback_file && *options.feedback_file != "-";
  CommandLine line("cancel", context.globals());
  return line.operands(options.subscriptions)
      .option("reason", order.reason.code)
      .option("at", text_of(order.at))
      .option("feedback", is_in_file ? std::nullopt : order.feedback)
      .option("feedback-file", is_in_file ? options.feedback_file : std::nullopt)
      .option("on-behalf-of", options.on_behalf_of)
      .flag("backdate", options.is_backdate)
      .flag("override", options.is_override)
      .option("key", options.key)
      .option("expect", options.expect)
      .flag(options.is_dry_run ? "dry-run" : "yes", true);
}

int answer(const CancelOptions& options, Context& context, const CancelOrder& order, const CancelReport& report) {
  answer_cancel(context, report, options.is_dry_run);
  tell_repetition(context, command_line(options, order, context));
  return exit_of_several(context, report.items, [](const CancelItem& item) { return item.subscription; });
}

void ask(Context& context, const CancelOptions& options, const CancelReport& preview) {
  const std::size_t count = preview.items.size();
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

// What stands already is no change: then an answer that gets lost is only an answer.
bool has_ended_any(const CancelReport& report) {
  return std::any_of(report.items.begin(), report.items.end(), [](const CancelItem& item) {
    return !item.error && (item.outcome == Outcome::cancelled || item.outcome == Outcome::pending);
  });
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

int cancel_with(const CancelOptions& options, Context& context) {
  check_single_id(options.subscriptions, {IdKind::subscription});
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
  if (has_ended_any(report)) context.set_changed(telling_again(context, report, options.subscriptions));
  return answer(options, context, order, report);
}

}  // namespace

Command cancel_command() {
  auto options = std::make_shared<CancelOptions>();
  return {.name = "cancel",
          .group = "End",
          .summary = "End subscriptions, with a reason",
          .operands = {one_or_more("SUBSCRIPTION", options->subscriptions, "Id or key")},
          .options = {option("reason", 'r', "CODE", options->reason, "Why; 'nexor reasons' lists the codes"),
                      option("feedback", 'm', "TEXT", options->feedback, "What the customer said"),
                      option("feedback-file", 'F', "FILE", options->feedback_file,
                             "The same from a file; - for standard input"),
                      option("at", "WHEN", options->at, "now, period-end or a date; period-end unless configured"),
                      option("on-behalf-of", "TEXT", options->on_behalf_of, "Who asked for it"),
                      flag("backdate", options->is_backdate, "Let the date lie in the past (admin)"),
                      flag("override", options->is_override, "Set notice and minimum term aside (admin)"),
                      option("key", "KEY", options->key, "Name this run for ever: said again, it answers the same"),
                      option("expect", "N|DIGEST", options->expect,
                             "Refuse unless it is N targets, or a dry run gave this digest"),
                      flag("dry-run", 'n', options->is_dry_run, "Say what would happen, and change nothing"),
                      yes_option(options->confirmed)},
          .examples = {{"cancel K-1001 --reason too_expensive", "Look at what would end, and be asked"},
                       {"cancel K-1001 --reason unused --at now --yes", "End it at once, from a script"},
                       {"cancel K-1001 K-1002 --reason not_given --dry-run", "What would happen to two"}},
          .unanswered = [options](Context& context) { return unanswered_of(*options, context); },
          .run = [options](Context& context) { return cancel_with(*options, context); }};
}

}  // namespace nexor
