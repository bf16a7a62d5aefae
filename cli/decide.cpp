#include "cli/decide.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/ask/choose.h"
#include "cli/command_line.h"
#include "cli/context.h"
#include "cli/decide_answer.h"
#include "cli/expectation.h"
#include "cli/input_file.h"
#include "cli/several.h"
#include "lib/ops/decision_input.h"
#include "lib/ops/find.h"

namespace nexor {

namespace {

Error missing_request() {
  return Error(Fault::usage, "missing: REQUEST").with_hint("name one or more, or give a file with --from FILE");
}

std::string reasons_in_words() {
  std::vector<std::string_view> names;
  for (const DeclineReason reason : decline_reasons()) names.push_back(name_of(reason));
  return fmt::format("{}", fmt::join(names, ", "));
}

void check(const DecideOptions& options) {
  const bool is_empty = options.requests == std::vector<std::string>{""};
  if (is_empty || (options.requests.empty() && !options.from)) throw Error(missing_request());
  if (!options.requests.empty() && options.from) {
    throw Error(Fault::usage, "requests and --from exclude each other").with_hint("run once for each");
  }
  const bool has_keys = options.account_key || options.subscription_key;
  if (has_keys && options.requests.size() != 1) {
    throw Error(Fault::usage, "--account-key and --subscription-key are for one request only")
        .with_hint("a file may give them to each, in the columns account_key and subscription_key");
  }
}

// `--reason`, or what is answered on the terminal. A file may give one in each row.
bool asks_why(const DecideOptions& options, Decision decision) {
  return decision == Decision::decline && !options.reason && !options.from;
}

std::optional<std::string> reason_of(const DecideOptions& options, Decision decision, Context& context) {
  if (!asks_why(options, decision)) return options.reason;
  std::vector<Choice> choices;
  for (const DeclineReason each : decline_reasons()) {
    choices.push_back({std::string(name_of(each)), {std::string(name_of(each))}});
  }
  return choose_reason(context, choices, find_decline_reason);
}

DecisionTarget common_of(const DecideOptions& options, Decision decision, Context& context) {
  const auto reason = reason_of(options, decision, context);
  DecisionTarget common{.request = {},
                        .line = {},
                        .problem = {},
                        .account_key = options.account_key,
                        .subscription_key = options.subscription_key,
                        .start = options.start,
                        .reason = reason,
                        .note = options.note};
  if (common.note && common.note->empty()) common.note.reset();
  check_given(decision, common);
  return common;
}

std::vector<DecisionTarget> read_file(Context& context, const std::string& name, Decision decision,
                                      const DecisionTarget& common) {
  InputFile file(context, name);
  return read_decision_file(decision, common, file.stream());
}

DecisionOrder order_of(const DecideOptions& options, Decision decision, Context& context) {
  DecisionOrder order{.decision = decision, .targets = {}, .expect = expectation_of(options.expect)};
  const DecisionTarget common = common_of(options, decision, context);
  if (options.from) {
    order.targets = read_file(context, *options.from, decision, common);
    return order;
  }
  for (const std::string& request : options.requests) {
    order.targets.push_back(common);
    order.targets.back().request = request;
  }
  return order;
}

// What would become of it whatever reason is given: nobody is asked about what isn't there, or is decided.
DecisionReport look_first(DecideOptions options, Decision decision, Context& context) {
  options.reason = std::string(name_of(decline_reasons().front()));
  options.expect.reset();
  return preview_decide(context.desk(), order_of(options, decision, context));
}

// What belongs to a file is told row by row, also where it has one.
void throw_single(const DecideOptions& options, const DecisionReport& report) {
  if (!options.from && report.items.size() == 1 && report.items.front().error) {
    throw Error(*report.items.front().error);
  }
}

CommandLine command_line(const DecideOptions& options, const DecisionOrder& order, Context& context) {
  CommandLine line(std::string(name_of(order.decision)), context.globals());
  line.operands(options.requests).option("from", options.from);
  line.option("account-key", options.account_key).option("subscription-key", options.subscription_key);
  line.option("start", options.start);
  if (!options.from && order.decision == Decision::decline) {
    line.option("reason", std::string(name_of(find_decline_reason(order.targets.front().reason.value()))));
  } else {
    line.option("reason", options.reason);
  }
  return line.option("note", options.note).option("expect", options.expect).flag("yes", true);
}

int answer(const DecideOptions& options, Context& context, const DecisionOrder& order, const DecisionReport& report) {
  answer_decision(context, order.decision, report, options.is_dry_run);
  tell_repetition(context, command_line(options, order, context));
  return exit_of_several(context, report.items, [](const DecisionItem& item) {
    return item.line ? fmt::format("line {}", *item.line) : item.request;
  });
}

bool is_decided(const DecisionItem& item) { return !item.error && item.outcome != Outcome::already; }

void ask(Context& context, const DecideOptions& options, Decision decision, const DecisionReport& preview) {
  const std::size_t count = preview.items.size();
  tell_preview(context, preview);
  const bool is_any_decided = std::ranges::any_of(preview.items, is_decided);
  if (!is_any_decided) return;
  std::string verb(name_of(decision));
  if (count >= static_cast<std::size_t>(context.settings().settings.type_count_from)) {
    return confirm_count(context, options.confirmed, verb, count);
  }
  verb.front() = static_cast<char>(verb.front() - 'a' + 'A');
  confirm(context, options.confirmed, count == 1 ? verb + " it?" : fmt::format("{} these {}?", verb, count));
}

// The ids of what was decided.
std::vector<std::string> decided_in(const DecisionReport& report) {
  std::vector<std::string> ids;
  for (const DecisionItem& item : report.items) {
    if (!item.error) ids.push_back(text_of(item.after->id));
  }
  return ids;
}

void note_change(Context& context, const DecisionReport& report) {
  constexpr std::size_t most = 10;  // more than these make no line to paste
  const auto ids = decided_in(report);
  if (ids.empty()) return;
  context.set_changed({ids.size() <= most ? status_line(context, ids)
                                          : CommandLine("list", context.globals()).operands({"requests"}).text()});
}

}  // namespace

std::vector<Option> with_common_options(DecideOptions& options, std::vector<Option> own) {
  for (Option& common : std::vector<Option>{
           option("from", "FILE", options.from, "Take them from CSV or JSON Lines; - for standard input"),
           option("expect", "N|DIGEST", options.expect,
                  "Refuse unless it is N requests, or a dry run gave this digest"),
           flag("dry-run", 'n', options.is_dry_run, "Say what would happen, and change nothing"),
           yes_option(options.confirmed)}) {
    own.push_back(std::move(common));
  }
  return own;
}

Operand request_operand(DecideOptions& options) { return any("REQUEST", options.requests, "Id or key"); }

std::vector<Unanswered> unanswered_of(const DecideOptions& options, Decision decision) {
  std::vector<Unanswered> all;
  if (options.requests.empty() && !options.from) all.push_back({"REQUEST (or --from FILE)", missing_request()});
  if (decision == Decision::decline && !options.reason && !options.from) {
    all.push_back(
        {"--reason CODE",
         Error(Fault::usage, "missing: --reason CODE").with_hint(fmt::format("reasons are: {}", reasons_in_words()))});
  }
  if (!options.is_dry_run && !options.confirmed.is_yes) all.push_back(unanswered_confirmation());
  return all;
}

int decide_with(const DecideOptions& options, Decision decision, Context& context) {
  check(options);
  check_single_id(options.requests, {IdKind::request});
  context.set_subjects(options.requests, IdKind::request);
  if (asks_why(options, decision)) throw_single(options, look_first(options, decision, context));
  DecisionOrder order = order_of(options, decision, context);
  Desk& desk = context.desk();
  if (options.is_dry_run) {
    context.set_dry_run();
    const DecisionReport report = preview_decide(desk, order);
    throw_single(options, report);
    return answer(options, context, order, report);
  }
  if (!options.confirmed.is_yes) {
    const DecisionReport preview = preview_decide(desk, order);
    throw_single(options, preview);
    ask(context, options, decision, preview);
    order.expect = preview.digest;
  }
  context.begin_change();
  const DecisionReport report = decide(desk, order);
  throw_single(options, report);
  note_change(context, report);
  return answer(options, context, order, report);
}

}  // namespace nexor
