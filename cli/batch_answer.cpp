#include "cli/batch_answer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "cli/batch_items.h"
#include "cli/command_line.h"
#include "cli/context.h"
#include "cli/output/harmless.h"
#include "cli/print.h"
#include "cli/target_json.h"
#include "lib/ops/batch.h"

namespace nexor {

namespace {

std::string head_json(const AnswerHead& head) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  write_head(json, head);
  json.key("items");
  json.begin_array();
  return text;
}

// Written as it comes, since a batch may have rows without end; only `--get` needs all of it at once.
void print_json(Context& context, const AnswerHead& head, BatchItems& items) {
  if (context.globals().get) {
    std::string whole = head_json(head);
    items.write_json([&](std::string_view text) { whole += text; });
    print_document(context, whole + "]}");
    return;
  }
  context.out() << head_json(head);
  items.write_json([&](std::string_view text) { context.out() << text; });
  context.out() << "]}\n";
}

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
  CommandLine line("show", context.globals());
  line.operands({text_of(batch.id)});
  context.out() << context.paint()(Ink::strong, text_of(batch.id)) << ": " << totals_of(batch.rows, counts_of(batch))
                << "\n  next: " << line.text() << '\n';
}

}  // namespace

std::string totals_of(std::int64_t rows, const OutcomeCounts& counts) {
  using enum Outcome;
  std::vector<std::string> parts;
  for (const Outcome outcome : {cancelled, pending, already, skipped, failed, remaining}) {
    if (counts[outcome] > 0) parts.push_back(fmt::format("{} {}", counts[outcome], name_of(outcome)));
  }
  return fmt::format("{} row{}{}{}", rows, rows == 1 ? "" : "s", parts.empty() ? "" : ": ", fmt::join(parts, ", "));
}

void tell_batch_preview(Context& context, const BatchPreview& preview) {
  context.err() << totals_of(preview.rows, preview.counts) << '\n';
  tell_counts(context, "of the plan", preview.by_plan);
  tell_counts(context, "fail with", preview.by_error);
}

void answer_batch_preview(Context& context, const BatchPreview& preview, BatchItems& items) {
  if (context.globals().quiet && preview.counts[Outcome::failed] == 0) return;
  if (is_json(context)) {
    print_json(context,
               {.schema = "nexor.cancel/1",
                .is_dry_run = true,
                .batch = {},
                .digest = preview.digest,
                .requested = preview.rows,
                .exit = exit_of(preview.counts),
                .counts = preview.counts},
               items);
    return;
  }
  items.print_rows();
  items.tell_failures();
  if (context.globals().quiet) return;
  tell_batch_preview(context, preview);
  context.err() << "a dry run: nothing was changed; digest " << preview.digest << '\n';
}

void answer_batch(Context& context, const Batch& batch, BatchItems& items, int exit) {
  if (context.globals().quiet && exit == 0) return;
  if (is_json(context)) {
    print_json(context,
               {.schema = "nexor.cancel/1",
                .is_dry_run = false,
                .batch = text_of(batch.id),
                .digest = items.digest(),
                .requested = batch.rows,
                .exit = exit,
                .counts = counts_of(batch)},
               items);
    return;
  }
  if (context.format() == Format::table) {
    if (!context.globals().quiet) tell_totals(context, batch);
  } else if (!context.globals().quiet) {
    items.print_rows();
  }
  items.tell_failures();
}

}  // namespace nexor
