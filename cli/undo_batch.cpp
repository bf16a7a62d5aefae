#include "cli/undo_batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "cli/batch_answer.h"
#include "cli/command_line.h"
#include "cli/context.h"
#include "cli/exit_code.h"
#include "cli/held_signals.h"
#include "cli/note_head.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/target_json.h"
#include "cli/undo_answer.h"
#include "lib/ops/find.h"
#include "lib/ops/undo.h"

namespace nexor {

namespace {

bool is_batch_id(const std::string& word) {
  try {
    const auto id = parse_id(word);
    return id && id->kind == IdKind::batch;
  } catch (const Error&) {
    return false;
  }
}

std::int64_t total_of(const OutcomeCounts& counts) {
  using enum Outcome;
  return counts[undone] + counts[already] + counts[failed] + counts[remaining];
}

void answer(const UndoOptions& options, Context& context, const BatchUndo& undo, AnswerItems<UndoItem>& items,
            int exit) {
  if (context.globals().quiet && exit == 0) return;
  if (context.is_json() || context.globals().get) {
    print_answer(context,
                 {.schema = "nexor.undo/1",
                  .is_dry_run = options.is_dry_run,
                  .batch = text_of(undo.batch),
                  .digest = items.kept().digest(),
                  .requested = total_of(undo.counts),
                  .exit = exit,
                  .counts = undo.counts,
                  .own_count = Outcome::undone},
                 items.kept());
    return;
  }
  if (context.is_in_words()) {
    const Tense tense = options.is_dry_run ? Tense::would_be : Tense::is;
    context.out() << text_of(undo.batch) << ": " << totals_of(total_of(undo.counts), undo.counts, tense) << '\n';
    if (options.is_dry_run) context.out() << "a dry run: nothing was changed\n";
  } else if (!context.globals().quiet) {
    items.print_rows();
  }
  items.kept().tell_failures(context);
}

int end(const BatchUndo& undo, int signal) {
  const std::int64_t remaining = undo.counts[Outcome::remaining];
  if (signal != 0) {
    throw interrupted(signal, fmt::format("{} remain", remaining))
        .with_hint("what is taken back stays so; say it again to go on");
  }
  const std::int64_t failed = undo.counts[Outcome::failed];
  if (failed == 0) return 0;
  throw Error(Fault::partial, fmt::format("{} of {} failed", failed, total_of(undo.counts)));
}

void ask(const UndoOptions& options, Context& context, BatchId id) {
  const BatchUndo preview = preview_undo_batch(context.desk(), id, options.is_reinstate, [](const UndoItem&) {});
  const auto count = static_cast<std::size_t>(total_of(preview.counts));
  note(context,
       fmt::format("{}: {}", text_of(id), totals_of(total_of(preview.counts), preview.counts, Tense::would_be)));
  if (preview.counts[Outcome::undone] == 0) return;
  if (count >= static_cast<std::size_t>(context.settings().settings.type_count_from)) {
    confirm_count(context, options.confirmed, "undo", count);
  } else {
    confirm(context, options.confirmed, "Take these back?");
  }
}

BatchUndo undo_watched(Context& context, const UndoOptions& options, const Batch& batch,
                       const std::function<void(const UndoItem&)>& told) {
  const Surroundings& surroundings = context.surroundings();
  Progress progress(context);
  const std::int64_t whole = batch.counts[Outcome::cancelled] + batch.counts[Outcome::pending];
  std::int64_t done = 0;
  std::int64_t failed = 0;
  const auto told_aloud = [&](const UndoItem& item) {
    told(item);
    ++(item.error ? failed : done);
    progress.tell({.done = done, .failed = failed, .part = done + failed, .whole = whole});
  };
  return undo_batch(context.desk(), batch.id, options.is_reinstate, told_aloud,
                    [&] { return surroundings.held_signal() != 0; });
}

Batch batch_of(const UndoOptions& options, Context& context) {
  const std::string& word = options.batch ? *options.batch : options.targets.front();
  check_single_id(std::span(&word, 1), {IdKind::batch});
  Batch batch;
  look(context.desk(), Verb::undo, [&](Transaction& transaction, Instant) { batch = find_batch(transaction, word); });
  return batch;
}

}  // namespace

bool means_batch(const UndoOptions& options) {
  const bool is_named = std::ranges::any_of(options.targets, is_batch_id);
  if (!is_named && !options.batch) return false;
  if (options.targets.size() + (options.batch ? 1 : 0) > 1) {
    throw Error(Fault::usage, "a batch is taken back alone")
        .with_hint("take back one batch, or other things, at a time");
  }
  return true;
}

int undo_whole_batch(const UndoOptions& options, Context& context) {
  context.use_batch_timeout();
  const Batch batch = batch_of(options, context);
  const BatchId id = batch.id;
  AnswerItems<UndoItem> items(context, undo_form(context));
  const auto told = [&](const UndoItem& item) { items.add(item); };
  if (options.is_dry_run) {
    context.set_dry_run();
    const BatchUndo undo = preview_undo_batch(context.desk(), id, options.is_reinstate, told);
    answer(options, context, undo, items, exit_of(undo.counts));
    return end(undo, 0);
  }
  if (!options.confirmed.is_yes) ask(options, context, id);
  const Surroundings& surroundings = context.surroundings();
  context.begin_change();
  surroundings.hold_signals();
  const BatchUndo undo = undo_watched(context, options, batch, told);
  if (undo.counts[Outcome::undone] > 0) {
    context.set_changed({status_line(context, {text_of(id)})});
    note_head(context, id);
  }
  const int signal = surroundings.held_signal();
  answer(options, context, undo, items, signal == 0 ? exit_of(undo.counts) : exit_code_of_signal(signal));
  CommandLine line("undo", context.globals());
  tell_repetition(context, line.operands({text_of(id)}).flag("reinstate", options.is_reinstate).flag("yes", true));
  return end(undo, signal);
}

}  // namespace nexor
