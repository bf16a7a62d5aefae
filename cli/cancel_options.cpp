#include "cli/cancel_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/ask/choose.h"
#include "cli/command_line.h"
#include "cli/context.h"
#include "cli/input_file.h"
#include "cli/parse/suggest.h"
#include "lib/ops/cancel.h"
#include "lib/ops/records.h"

namespace nexor {

namespace {

std::optional<std::string> said(std::optional<std::string> text) {
  if (text && text->empty()) return {};
  return text;
}

void refuse(bool is_given, std::string_view option, std::string_view where) {
  if (is_given) throw Error(Fault::usage, fmt::format("--{} means nothing {}", option, where));
}

// A batch that is gone on with has its input and its options.
void check_resumption(const CancelOptions& options) {
  constexpr std::string_view where = "with --resume: the batch keeps what it was begun with";
  refuse(options.reason.has_value(), "reason", where);
  refuse(options.feedback.has_value(), "feedback", where);
  refuse(options.feedback_file.has_value(), "feedback-file", where);
  refuse(options.is_edit, "edit", where);
  refuse(options.at.has_value(), "at", where);
  refuse(options.on_behalf_of.has_value(), "on-behalf-of", where);
  refuse(options.key.has_value(), "key", where);
  refuse(options.expect.has_value(), "expect", where);
  refuse(options.max.has_value(), "max", where);
  refuse(options.is_backdate, "backdate", where);
  refuse(options.is_override, "override", where);
  refuse(options.is_dry_run, "dry-run", where);
}

bool has_limits(const CancelOptions& options) { return options.expect || options.max; }

Error missing_source() {
  return Error(Fault::usage, "missing: SUBSCRIPTION")
      .with_hint("name one or more, or choose with --from FILE or the options of 'nexor list'");
}

std::optional<CancelSource> only_source_of(const CancelOptions& options) {
  const std::array given{std::pair{!options.subscriptions.empty(), CancelSource::arguments},
                         std::pair{options.from.has_value(), CancelSource::file},
                         std::pair{!filter_words(options.filter).empty(), CancelSource::filter},
                         std::pair{options.resume.has_value(), CancelSource::resumed}};
  std::optional<CancelSource> found;
  for (const auto& [is_given, source] : given) {
    if (!is_given) continue;
    if (found) return {};
    found = source;
  }
  return found;
}

bool lacks_feedback(const CancelOptions& options, Context& context) {
  return context.settings().settings.feedback_required && !options.feedback && !options.feedback_file &&
         !options.is_edit;
}

// Whoever writes nothing has nothing to record; an editor that is left with a failure says no.
std::optional<std::string> edited_feedback(const CancelOptions& options, Context& context) {
  if (options.feedback || options.feedback_file) {
    throw Error(Fault::usage, "--edit, --feedback and --feedback-file exclude each other")
        .with_hint("give one of them");
  }
  if (!context.can_ask()) {
    throw Error(Fault::usage, "--edit needs a terminal").with_hint("give --feedback TEXT or --feedback-file FILE");
  }
  context.set_asked();
  auto text = context.surroundings().edit("\n# What the customer said. Lines that begin with # are left out.\n");
  if (!text) throw Error(Fault::declined, "the editor was left with a failure; nothing was changed");
  return said(std::move(text));
}

}  // namespace

Unanswered unanswered_reason() {
  return {"--reason CODE",
          Error(Fault::usage, "missing: --reason CODE").with_hint("--reason not_given says that there is none")};
}

Unanswered unanswered_feedback() { return {"--feedback TEXT or --feedback-file FILE", missing_feedback()}; }

std::vector<Option> cancel_options_for_one(CancelOptions& options) {
  return {option("reason", 'r', "CODE", options.reason, "Why; 'nexor reasons' lists the codes"),
          option("feedback", 'm', "TEXT", options.feedback, "What the customer said"),
          option("feedback-file", 'F', "FILE", options.feedback_file, "The same from a file; - for standard input"),
          flag("edit", 'e', options.is_edit, "Write it in an editor"),
          option("at", "WHEN", options.at, "now, period-end or a date; period-end unless configured"),
          option("on-behalf-of", "TEXT", options.on_behalf_of, "Who asked for it"),
          flag("backdate", options.is_backdate, "Let the date lie in the past (admin)"),
          flag("override", options.is_override, "Set notice and minimum term aside (admin)"),
          option("key", "KEY", options.key, "Name this run for ever: said again, it answers the same"),
          option("expect", "N|DIGEST", options.expect, "Refuse unless it is N targets, or a dry run gave this digest"),
          flag("dry-run", 'n', options.is_dry_run, "Say what would happen, and change nothing"),
          yes_option(options.confirmed)};
}

void add_cancel_options(CommandLine& line, const CancelOptions& options, const CancelOrder& order) {
  const bool is_in_file = options.feedback_file && *options.feedback_file != "-";
  line.option("reason", order.reason.code)
      .option("at", text_of(order.at))
      .option("feedback", is_in_file ? std::nullopt : order.feedback)
      .option("feedback-file", is_in_file ? options.feedback_file : std::nullopt)
      .option("on-behalf-of", options.on_behalf_of)
      .flag("backdate", options.is_backdate)
      .flag("override", options.is_override)
      .option("key", options.key)
      .option("expect", options.expect);
}

bool has_no_source(const CancelOptions& options) {
  return options.subscriptions.empty() && !options.from && !options.resume && filter_words(options.filter).empty();
}

CancelSource source_of(const CancelOptions& options) {
  const auto source = only_source_of(options);
  if (has_no_source(options)) throw Error(missing_source());
  if (!source) {
    throw Error(Fault::usage, "subscriptions, --from, filters and --resume exclude each other")
        .with_hint("choose in one way, and run once for each");
  }
  if (*source == CancelSource::resumed) check_resumption(options);
  return *source;
}

// A file may give a reason in each row; a run that is gone on with has its own.
std::vector<Unanswered> unanswered_of(const CancelOptions& options, Context& context) {
  const auto source = only_source_of(options);
  if (!source && !has_no_source(options)) return {};
  const bool is_named = source != CancelSource::file && source != CancelSource::resumed;
  std::vector<Unanswered> all;
  if (!source) all.push_back({"SUBSCRIPTION (or --from FILE, --resume ID or a filter)", missing_source()});
  if (is_named && !options.reason) all.push_back(unanswered_reason());
  if (is_named && lacks_feedback(options, context)) all.push_back(unanswered_feedback());
  if (options.is_dry_run) return all;
  const bool can_only_look = source != CancelSource::resumed;
  if (!options.confirmed.is_yes) all.push_back(can_only_look ? unanswered_confirmation() : unanswered_to_yes());
  if (source == CancelSource::filter && !has_limits(options)) all.push_back(unanswered_limit());
  return all;
}

CancelAt parse_at(const CancelOptions& options, Context& context) {
  const std::string text = options.at.value_or(context.settings().settings.cancel_at);
  if (const auto at = parse_cancel_at(text)) return *at;
  const std::vector<std::string> words{"now", "period-end"};
  const std::string near = did_you_mean(text, words);
  throw Error(Fault::usage, fmt::format("--at: '{}' is neither now, period-end nor a date", text))
      .with_hint(near.empty() ? "write a date like 2026-12-01" : near);
}

Reason any_reason(Context& context) {
  const ReasonCatalogue catalogue = context.policy().reasons;
  return *std::ranges::find_if(catalogue.all(), [](const Reason& reason) { return !reason.is_retired; });
}

bool asks_for_words(const CancelOptions& options, Context& context) {
  return !options.reason || options.is_edit || lacks_feedback(options, context);
}

std::string reason_of(const CancelOptions& options, Context& context) {
  if (options.reason) return *options.reason;
  std::vector<Choice> choices;
  const ReasonCatalogue catalogue = context.policy().reasons;
  for (const Reason& reason : catalogue.all()) {
    if (!reason.is_retired) choices.push_back({reason.code, {reason.code, reason.label}});
  }
  return choose_reason(context, choices, [&](const std::string& answer) { catalogue.find(answer); });
}

namespace {

// All of a text that somebody wrote. Far more than any may hold is no such text, and isn't read to its end.
std::string read_words(std::istream& input, const std::string& name) {
  constexpr std::size_t most = 64 * std::size_t{1024};
  std::string text(most + 1, '\0');
  input.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(input.gcount()));
  if (input.bad()) throw Error(Fault::input_invalid, fmt::format("'{}' can't be read", name));
  if (text.size() > most) throw Error(Fault::input_invalid, fmt::format("'{}' is larger than 64 KiB", name));
  return text;
}

}  // namespace

std::string ask_feedback(Context& context) {
  auto line = ask_line(context, "What did the customer say? ");
  if (!line) throw Error(Fault::declined, "nothing was said, and nothing was changed");
  std::string text = *line + '\n' + context.surroundings().rest_of_paste();
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::optional<std::string> feedback_of(const CancelOptions& options, Context& context) {
  if (options.is_edit) return edited_feedback(options, context);
  if (lacks_feedback(options, context) && context.can_ask()) return said(ask_feedback(context));
  if (!options.feedback_file) return said(options.feedback);
  if (options.feedback)
    throw Error(Fault::usage, "--feedback and --feedback-file exclude each other").with_hint("give one of them");
  const bool is_standard_input = *options.feedback_file == "-";
  InputFile file(context, *options.feedback_file);
  std::string text = read_words(file.stream(), *options.feedback_file);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  check_feedback(text, is_standard_input ? "standard input" : fmt::format("'{}'", *options.feedback_file));
  return said(std::move(text));
}

std::optional<std::int64_t> most_changes_of(const CancelOptions& options) {
  if (!options.max) return {};
  return parse_number("--max", *options.max);
}

}  // namespace nexor
