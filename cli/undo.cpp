#include "lib/ops/undo.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/ask/confirm.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/several.h"
#include "cli/undo_answer.h"
#include "cli/undo_batch.h"
#include "lib/ops/find.h"

namespace nexor {

namespace {

void throw_single(const UndoReport& report) {
  if (report.items.size() == 1 && report.items.front().error) throw Error(*report.items.front().error);
}

bool has_undone_any(const UndoReport& report) {
  return std::any_of(report.items.begin(), report.items.end(), [](const UndoItem& item) { return !item.error; });
}

std::vector<Unanswered> unanswered_of(const UndoOptions& options) {
  std::vector<Unanswered> all;
  if (options.targets.empty() && !options.batch) {
    all.push_back(
        {"ID (or --batch KEY)",
         Error(Fault::usage, "missing: ID").with_hint("name what to take back, or a batch with --batch KEY")});
  }
  if (!options.confirmed.is_yes && !options.is_dry_run) all.push_back(unanswered_confirmation());
  return all;
}

int answer(const UndoOptions& options, Context& context, const UndoReport& report) {
  answer_undo(context, report, options.is_dry_run);
  CommandLine line("undo", context.globals());
  tell_repetition(context, line.operands(options.targets).flag("reinstate", options.is_reinstate).flag("yes", true));
  return exit_of_several(context, report.items, [](const UndoItem& item) { return item.target; });
}

int dry_run(const UndoOptions& options, Context& context, const UndoOrder& order) {
  context.set_dry_run();
  const UndoReport report = preview_undo(context.desk(), order);
  throw_single(report);
  return answer(options, context, report);
}

int undo_with(const UndoOptions& options, Context& context) {
  if (means_batch(options)) return undo_whole_batch(options, context);
  if (options.targets.empty()) {
    throw Error(Fault::usage, "missing: ID").with_hint("name what to take back, or a batch with --batch KEY");
  }
  check_single_id(options.targets, {IdKind::subscription, IdKind::cancellation});
  UndoOrder order{options.targets, options.is_reinstate, {}};
  Desk& desk = context.desk();
  context.set_subjects(options.targets);
  if (options.is_dry_run) return dry_run(options, context, order);
  if (!options.confirmed.is_yes) {
    const UndoReport preview = preview_undo(desk, order);
    throw_single(preview);
    tell_preview(context, preview);
    if (has_undone_any(preview)) {
      confirm(context, options.confirmed, options.targets.size() == 1 ? "Take it back?" : "Take these back?");
    }
    order.expect = preview.digest;
  }
  context.begin_change();
  const UndoReport report = undo(desk, order);
  throw_single(report);
  if (has_undone_any(report)) context.set_changed({status_line(context, options.targets)});
  return answer(options, context, report);
}

}  // namespace

Command undo_command() {
  auto options = std::make_shared<UndoOptions>();
  return {.name = "undo",
          .group = "End",
          .summary = "Take a cancellation back before it takes effect",
          .operands = {any("ID", options->targets, "Subscription, confirmation or batch")},
          .options = {option("batch", "KEY", options->batch, "The batch of this key, as a whole"),
                      flag("reinstate", options->is_reinstate, "Take back one that has taken effect (admin)"),
                      flag("dry-run", 'n', options->is_dry_run, "Say what would happen, and change nothing"),
                      yes_option(options->confirmed)},
          .examples = {{"undo K-1001", "Take back what is pending, and be asked"},
                       {"undo K-1001 --dry-run", "Look at what would be live then"},
                       {"undo K-1001 --reinstate --yes", "Mend a wrong --at now"},
                       {"undo --batch 2026-12-01 --dry-run", "Look at what taking a whole batch back would do"}},
          .answer = undo_answer_form,
          .unanswered = [options](Context&) { return unanswered_of(*options); },
          .run = [options](Context& context) { return undo_with(*options, context); }};
}

}  // namespace nexor
