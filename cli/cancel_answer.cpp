#include "cli/cancel_answer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/command_line.h"
#include "cli/context.h"
#include "cli/print.h"
#include "cli/report_error.h"
#include "cli/say.h"
#include "cli/several.h"
#include "cli/shapes/cancel_item.h"
#include "cli/shapes/shapes.h"
#include "cli/target_json.h"
#include "lib/model/undo_rule.h"
#include "lib/ops/cancel.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

std::string document_of(Context& context, const CancelReport& report, bool is_dry_run) {
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  write_cancel_head(json, report, "nexor.cancel/1", is_dry_run);
  write_cancel_items(json, report, context.now(), context.globals());
  json.end_object();
  return document;
}

std::string keys_of(const CancelItem& item) {
  std::vector<std::string> keys;
  for (const RelatedService& addon : item.service->addons) {
    const auto& ids = item.addons;
    if (std::find(ids.begin(), ids.end(), addon.subscription.id) != ids.end()) keys.push_back(addon.subscription.key);
  }
  return fmt::format("{}", fmt::join(keys, ", "));
}

// How a cancellation can still be taken back, and until when.
struct WayBack {
  Instant until;
  bool is_reinstatement = false;  // for an admin only
};

std::optional<WayBack> way_back(Context& context, const Cancellation& cancellation) {
  const std::string_view status = status_name(cancellation, context.now());
  if (status == "pending") return WayBack{cancellation.effective_at};
  const Instant until = reinstate_until(cancellation, context.settings().settings.reinstate);
  if (status != "effective" || until < context.now()) return {};
  return WayBack{until, true};
}

std::string in_words(const std::optional<WayBack>& way, const TimeText& times) {
  if (!way) return "it can't be taken back";
  return fmt::format("{} {}", way->is_reinstatement ? "an admin can take it back" : "it can be taken back",
                     times.deadline(way->until));
}

// What happens to one target, in a sentence or three.
std::string sentence(Context& context, const CancelItem& item, bool is_done) {
  const Cancellation& cancellation = *item.cancellation;
  const std::string& key = item.service->subscription.key;
  const std::string day = text_of(cancellation.effective_on);
  if (item.outcome == Outcome::already) {
    const std::string number = issued_number_of(item);
    return fmt::format("{} already ends on {}{}; nothing {} changed", key, day,
                       number.empty() ? "" : fmt::format(" ({})", number), is_done ? "was" : "would be");
  }
  const auto last_paid = last_paid_day(cancellation.effective_on, item.service->subscription.anchor_on);
  const bool is_pending = item.outcome == Outcome::pending;
  std::string text = fmt::format("{} of {} ({}) {} on {}", key, item.service->account.name, item.service->plan.key,
                                 is_done ? (is_pending ? "ends" : "ended") : "would end", day);
  text += last_paid ? fmt::format("; the last paid day is {}", text_of(*last_paid)) : "; nothing of it was paid for";
  if (!item.addons.empty()) text += fmt::format("\n  with it: {}", keys_of(item));
  if (cancellation.replaces) text += fmt::format("\n  in place of {}", text_of(*cancellation.replaces));
  if (cancellation.state == CancellationState::withdrawn) return text + "\n  but it was taken back since";
  return text + "\n  " + in_words(way_back(context, cancellation), context.times());
}

// Of one that nothing happens to.
std::string idle_sentence(const CancelItem& item) {
  const bool is_left = item.outcome == Outcome::remaining;
  return harmless(item.subscription) + (is_left ? " is left as it is, as another failed" : " has ended; nothing to do");
}

// What can be typed next with what was said to this run; to take it back only where that would work.
std::vector<std::string> next_lines(Context& context, const CancelItem& item) {
  const std::vector<std::string> number{issued_number_of(item)};
  const auto way = way_back(context, *item.cancellation);
  std::vector<std::string> lines;
  if (way && !item.service->account.closed_at &&
      may(context.desk().actor, way->is_reinstatement ? Verb::reinstate : Verb::undo)) {
    CommandLine undo("undo", context.globals());
    lines.push_back(undo.operands(number).flag("reinstate", way->is_reinstatement).text());
  }
  lines.push_back(CommandLine("receipt", context.globals()).operands(number).text());
  return lines;
}

void tell_done(Context& context, const CancelItem& item) {
  say(context, sentence(context, item, true));
  if (item.outcome == Outcome::already) return;
  context.out() << "  confirmation " << context.paint()(Ink::strong, issued_number_of(item))
                << "\n  next: " << fmt::format("{}", fmt::join(next_lines(context, item), "\n    or: ")) << '\n';
}

bool has_failed(const CancelReport& report) {
  return std::any_of(report.items.begin(), report.items.end(),
                     [](const CancelItem& item) { return item.error.has_value(); });
}

}  // namespace

void tell_preview(Context& context, const CancelReport& report) {
  for (const CancelItem& item : report.items) {
    if (item.error) {
      note(context, harmless(item.subscription + ": " + in_a_line(*item.error)));
    } else if (!item.cancellation) {
      note(context, idle_sentence(item));
    } else {
      note(context, sentence(context, item, false));
    }
  }
}

void write_cancel_head(JsonWriter& json, const CancelReport& report, const std::string& schema, bool is_dry_run) {
  write_head(json, {.schema = schema,
                    .is_dry_run = is_dry_run,
                    .batch = report.batch ? std::optional(text_of(*report.batch)) : std::nullopt,
                    .digest = report.digest,
                    .requested = static_cast<std::int64_t>(report.items.size()),
                    .exit = exit_of(counts_of(report.items)),
                    .counts = counts_of(report.items)});
}

void write_cancel_items(JsonWriter& json, const CancelReport& report, Instant now, const GlobalOptions& globals) {
  json.key("items");
  json.begin_array();
  for (const CancelItem& item : report.items) write_cancel_item(json, item, now, globals);
  json.end_array();
}

void tell_cancelled(Context& context, const CancelReport& report, bool is_dry_run) {
  for (const CancelItem& item : report.items) {
    if (item.error) continue;
    if (!item.cancellation) {
      say(context, idle_sentence(item));
    } else if (is_dry_run) {
      say(context, sentence(context, item, false));
    } else {
      tell_done(context, item);
    }
  }
  if (is_dry_run) say(context, "a dry run: nothing was changed; digest " + report.digest);
}

void print_cancelled(Context& context, const CancelReport& report) {
  print_items(context, cancel_item_shape(context.now(), context.globals()), report.items);
}

AnswerForm cancel_answer_form(Context& context, const std::string& document) {
  return {.documents = {document}, .columns = names_of(cancel_item_shape(context.now(), context.globals()).columns)};
}

void answer_cancel(Context& context, const CancelReport& report, bool is_dry_run) {
  if (context.globals().quiet && !has_failed(report)) return;
  if (context.is_json() || context.globals().get) {
    print_document(context, document_of(context, report, is_dry_run));
  } else if (context.is_in_words()) {
    tell_cancelled(context, report, is_dry_run);
  } else {
    print_cancelled(context, report);
  }
  if (is_dry_run && !context.is_json() && !context.is_in_words()) context.err() << "digest " << report.digest << '\n';
}

}  // namespace nexor
