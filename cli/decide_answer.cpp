#include "cli/decide_answer.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/batch_answer.h"
#include "cli/command_line.h"
#include "cli/context.h"
#include "cli/print.h"
#include "cli/report_error.h"
#include "cli/say.h"
#include "cli/several.h"
#include "cli/shapes/decision_item.h"
#include "cli/target_json.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

std::string document_of(Context& context, Decision decision, const DecisionReport& report, bool is_dry_run) {
  const OutcomeCounts counts = counts_of(report.items);
  const AnswerHead head{.schema = fmt::format("nexor.{}/1", name_of(decision)),
                        .is_dry_run = is_dry_run,
                        .batch = {},
                        .digest = report.digest,
                        .requested = static_cast<std::int64_t>(report.items.size()),
                        .exit = exit_of(counts),
                        .counts = counts,
                        .own_count = outcome_of(decision)};
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  write_head(json, head);
  json.key("items");
  json.begin_array();
  for (const DecisionItem& item : report.items) write_decision_item(json, item, context.globals());
  json.end_array();
  json.end_object();
  return document;
}

// What happens to one request, in a sentence or two.
std::string sentence(const DecisionItem& item, bool is_done) {
  const RegistrationRequest& request = *item.after;
  std::string text = fmt::format("{} of {} ({}) {} {}", request.key, request.name, request.plan_key,
                                 is_done ? "is" : "would be", name_of(item.outcome));
  if (request.reason) text += fmt::format(": {}", name_of(*request.reason));
  if (item.account) {
    text += fmt::format("\n  account {}, and subscription {} which starts on {}", item.account->key,
                        item.subscription->key, text_of(item.subscription->start_on));
  }
  return text;
}

std::string next_line(Context& context, const DecisionItem& item) {
  std::string command = "approve";
  if (item.outcome == Outcome::approved) command = "show";
  if (item.outcome == Outcome::declined) command = "reopen";
  CommandLine line(command, context.globals());
  return line.operands({item.subscription ? text_of(item.subscription->id) : text_of(item.after->id)}).text();
}

bool is_long(Context& context, const DecisionReport& report) {
  return report.items.size() >= static_cast<std::size_t>(context.settings().settings.type_count_from);
}

std::string totals_of(const DecisionReport& report, Tense tense) {
  return nexor::totals_of(static_cast<std::int64_t>(report.items.size()), counts_of(report.items), tense);
}

// Of many only the totals: those that failed are told on stderr.
void tell_all(Context& context, const DecisionReport& report, bool is_dry_run) {
  if (is_long(context, report)) {
    context.out() << totals_of(report, is_dry_run ? Tense::would_be : Tense::is)
                  << "\n  next: " << CommandLine("list", context.globals()).operands({"requests"}).text() << '\n';
  } else {
    for (const DecisionItem& item : report.items) {
      if (item.error) continue;
      say(context, sentence(item, !is_dry_run));
      if (!is_dry_run) context.out() << "  next: " << next_line(context, item) << '\n';
    }
  }
  if (is_dry_run) say(context, "a dry run: nothing was changed; digest " + report.digest);
}

bool has_failed(const DecisionReport& report) {
  return std::any_of(report.items.begin(), report.items.end(),
                     [](const DecisionItem& item) { return item.error.has_value(); });
}

std::string named(const DecisionItem& item) { return item.line ? fmt::format("line {}", *item.line) : item.request; }

}  // namespace

void tell_preview(Context& context, const DecisionReport& report) {
  if (is_long(context, report)) note(context, totals_of(report, Tense::would_be));
  for (const DecisionItem& item : report.items) {
    if (item.error) {
      note(context, harmless(fmt::format("{}: {}", named(item), in_a_line(*item.error))));
    } else if (!is_long(context, report)) {
      note(context, sentence(item, false));
    }
  }
}

AnswerForm decision_answer_form(Context& context, Decision decision) {
  return {.documents = {std::string(name_of(decision))},
          .columns = names_of(decision_item_shape(context.globals()).columns)};
}

void answer_decision(Context& context, Decision decision, const DecisionReport& report, bool is_dry_run) {
  if (context.globals().quiet && !has_failed(report)) return;
  if (context.is_json() || context.globals().get) {
    print_document(context, document_of(context, decision, report, is_dry_run));
    return;
  }
  if (context.is_in_words()) return tell_all(context, report, is_dry_run);
  print_items(context, decision_item_shape(context.globals()), report.items);
  if (is_dry_run) context.err() << "digest " << report.digest << '\n';
}

}  // namespace nexor
