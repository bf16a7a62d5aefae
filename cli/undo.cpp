#include "lib/ops/undo.h"

#include <fmt/format.h>

#include "cli/ask/confirm.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/undo_answer.h"
#include "lib/ops/find.h"

namespace nexor {

namespace {

struct UndoOptions {
  std::vector<std::string> targets;
  bool is_reinstate = false;
  Confirmed confirmed;
};

void throw_single(const UndoReport& report) {
  if (report.items.size() == 1 && report.items.front().error) throw Error(*report.items.front().error);
}

std::vector<Unanswered> unanswered_of(const UndoOptions& options) {
  if (options.confirmed.is_yes) return {};
  return {unanswered_confirmation()};
}

int undo_with(const UndoOptions& options, Context& context) {
  check_single_id(options.targets);
  const UndoOrder order{options.targets, options.is_reinstate};
  Desk& desk = context.desk();
  context.set_subjects(options.targets);
  if (!options.confirmed.is_yes) {
    const UndoReport preview = preview_undo(desk, order);
    throw_single(preview);
    tell_preview(context, preview);
    confirm(context, options.confirmed, options.targets.size() == 1 ? "Take it back?" : "Take these back?");
  }
  context.begin_change();
  const UndoReport report = undo(desk, order);
  throw_single(report);
  context.set_changed();
  return answer_undo(context, report);
}

}  // namespace

Command undo_command() {
  auto options = std::make_shared<UndoOptions>();
  return {.name = "undo",
          .group = "End",
          .summary = "Take a cancellation back before it takes effect",
          .operands = {one_or_more("ID", options->targets, "Subscription or confirmation")},
          .options = {flag("reinstate", options->is_reinstate, "Take back one that has taken effect (admin)"),
                      yes_option(options->confirmed)},
          .examples = {{"undo K-1001", "Take back what is pending, and be asked"},
                       {"undo K-1001 --reinstate --yes", "Mend a wrong --at now"}},
          .unanswered = [options](Context&) { return unanswered_of(*options); },
          .run = [options](Context& context) { return undo_with(*options, context); }};
}

}  // namespace nexor
