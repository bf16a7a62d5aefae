#include "cli/batch_answer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "cli/command_line.h"
#include "cli/context.h"
#include "cli/output/counted.h"
#include "cli/print.h"
#include "cli/say.h"
#include "cli/shapes/cancel_item.h"
#include "cli/target_json.h"
#include "lib/ops/batch.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

bool is_json(const Context& context) { return context.is_json() || context.globals().get; }

// `  plan basic  300`, the most first.
void tell_counts(Context& context, std::string_view what, const std::map<std::string, std::int64_t>& counts) {
  std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  for (const auto& [name, count] : sorted) {
    context.err() << harmless(fmt::format("  {:>8}  {} {}", count, what, name)) << '\n';
  }
}

void tell_totals(Context& context, const Batch& batch) {
  std::vector<std::string> next;
  for (const char* command : {"show", "undo"}) {
    CommandLine line(command, context.globals());
    next.push_back(line.operands({text_of(batch.id)}).text());
  }
  if (batch.counts[Outcome::cancelled] + batch.counts[Outcome::pending] == 0) next.pop_back();
  context.out() << context.paint()(Ink::strong, text_of(batch.id)) << ": " << totals_of(batch.rows, counts_of(batch))
                << "\n  next: " << fmt::format("{}", fmt::join(next, "\n    or: ")) << '\n';
}

}  // namespace

ItemForm<CancelItem> cancel_form(Context& context) {
  const Instant now = context.now();
  const GlobalOptions& globals = context.globals();
  return {.shape = cancel_item_shape(now, globals),
          .write = [now, &globals](JsonWriter& json,
                                   const CancelItem& item) { write_cancel_item(json, item, now, globals); },
          .name = [](const CancelItem& item) { return item.subscription; }};
}

std::string totals_of(std::int64_t rows, const OutcomeCounts& counts, Tense tense) {
  using enum Outcome;
  std::vector<std::string> parts;
  for (const Outcome outcome :
       {cancelled, pending, undone, approved, declined, reopened, already, skipped, failed, remaining}) {
    if (counts[outcome] > 0) parts.push_back(fmt::format("{} {}", counts[outcome], name_of(outcome)));
  }
  const std::string_view between = tense == Tense::would_be ? " would be: " : ": ";
  return fmt::format("{}{}{}", counted(rows, "row"), parts.empty() ? "" : between, fmt::join(parts, ", "));
}

void tell_batch_preview(Context& context, const BatchPreview& preview) {
  note(context, totals_of(preview.rows, preview.counts, Tense::would_be));
  tell_counts(context, "of the plan", preview.by_plan);
  tell_counts(context, "fail with", preview.by_error);
  if (!preview.first_end) return;
  const std::string first = text_of(*preview.first_end);
  const std::string last = text_of(*preview.last_end);
  note(context, first == last ? fmt::format("  they would end on {}", first)
                              : fmt::format("  they would end from {} to {}", first, last));
}

void answer_batch_preview(Context& context, const BatchPreview& preview, BatchItems& items) {
  if (context.globals().quiet && preview.counts[Outcome::failed] == 0) return;
  if (is_json(context)) {
    print_answer(context,
                 {.schema = "nexor.cancel/1",
                  .is_dry_run = true,
                  .batch = {},
                  .digest = preview.digest,
                  .requested = preview.rows,
                  .exit = exit_of(preview.counts),
                  .counts = preview.counts},
                 items.kept());
    return;
  }
  items.print_rows();
  items.kept().tell_failures(context);
  if (context.globals().quiet) return;
  tell_batch_preview(context, preview);
  note(context, "a dry run: nothing was changed; digest " + preview.digest);
}

int answer_empty_batch(Context& context, BatchItems& items) {
  if (context.globals().quiet) return 0;
  if (is_json(context)) {
    const AnswerHead head{.schema = "nexor.cancel/1", .batch = {}, .digest = items.kept().digest(), .counts = {}};
    print_answer(context, head, items.kept());
  } else if (context.is_in_words()) {
    say(context, "nothing is chosen by these options; nothing was changed");
  } else {
    items.print_rows();
  }
  return 0;
}

void answer_batch(Context& context, const Batch& batch, BatchItems& items, int exit) {
  if (context.globals().quiet && exit == 0) return;
  if (is_json(context)) {
    print_answer(context,
                 {.schema = "nexor.cancel/1",
                  .is_dry_run = false,
                  .batch = text_of(batch.id),
                  .digest = items.kept().digest(),
                  .requested = batch.rows,
                  .exit = exit,
                  .counts = counts_of(batch)},
                 items.kept());
    return;
  }
  if (context.is_in_words()) {
    if (!context.globals().quiet) tell_totals(context, batch);
  } else if (!context.globals().quiet) {
    items.print_rows();
  }
  items.kept().tell_failures(context);
}

}  // namespace nexor
