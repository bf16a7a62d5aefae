#include "cli/cancel_many.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "cli/batch_answer.h"
#include "cli/cancel_options.h"
#include "cli/command_line.h"
#include "cli/context.h"
#include "cli/exit_code.h"
#include "cli/expectation.h"
#include "cli/held_signals.h"
#include "cli/input_file.h"
#include "cli/note_head.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "lib/ops/batch.h"
#include "lib/ops/find.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

BatchOrder order_of(const CancelOptions& options, Context& context, CancelSource source) {
  BatchOrder order{.options = {.at = parse_at(options, context),
                               .reason = {},
                               .feedback = feedback_of(options, context),
                               .on_behalf_of = options.on_behalf_of,
                               .is_backdate_asked = options.is_backdate,
                               .is_override_asked = options.is_override},
                   .key = options.key,
                   .expect = expectation_of(options.expect),
                   .most_changes = most_changes_of(options)};
  if (options.reason || source == CancelSource::filter) {
    order.options.reason = context.policy().reasons.find(reason_of(options, context)).code;
  }
  check_given(order);
  return order;
}

// In bytes; 0 where nobody knows, as for a pipe.
std::int64_t size_of(const std::string& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  return error ? 0 : static_cast<std::int64_t>(size);
}

BatchInput read_file(Context& context, const std::string& name) {
  InputFile file(context, name);
  BatchFile rows(file.stream());
  Desk& desk = context.desk();
  const std::int64_t whole = size_of(name);
  Progress progress(context);
  return rows.read(desk, [&](const BatchReading& at) {
    progress.tell({.done = at.rows, .failed = 0, .part = at.bytes, .whole = whole});
  });
}

// What has ended is left out unless it is asked for by its status.
void leave_ended_out(SubscriptionFilter& filter, Context& context) {
  using enum Status;
  if (!filter.statuses.empty()) return;
  SubscriptionFilter ended = filter;
  ended.statuses = {cancelled, expired};
  filter.statuses = {scheduled, trialing, active, pending_cancellation};
  std::optional<std::int64_t> count;
  look(context.desk(), Verb::cancel, [&](Transaction& transaction, Instant now) {
    count = transaction.subscriptions().list(ended, now, {.after = {}, .limit = 1}).total;
  });
  if (count && *count > 0 && !context.globals().quiet) {
    note(context, fmt::format("left out: {} that {} ended already", *count, *count == 1 ? "has" : "have"));
  }
}

BatchInput select(Context& context, const FilterOptions& options) {
  SubscriptionFilter filter;
  look(context.desk(), Verb::cancel,
       [&](Transaction& transaction, Instant) { filter = filter_of(options, context, transaction); });
  leave_ended_out(filter, context);
  std::vector<std::string> words;
  for (const auto& [name, value] : filter_words(options)) {
    words.push_back(name);
    words.push_back(value);
  }
  return select_for_batch(context.desk(), filter, words);
}

// Feedback from standard input is gone when the line is pasted, so it stands there itself.
CommandLine command_line(const CancelOptions& options, const BatchOrder& order, Context& context) {
  const bool is_in_file = options.feedback_file && *options.feedback_file != "-";
  CommandLine line("cancel", context.globals());
  line.option("from", options.from);
  for (const auto& [name, value] : filter_words(options.filter)) line.option(name, value);
  return line.option("reason", order.options.reason)
      .option("at", text_of(order.options.at))
      .option("feedback", is_in_file ? std::nullopt : order.options.feedback)
      .option("feedback-file", is_in_file ? options.feedback_file : std::nullopt)
      .option("on-behalf-of", options.on_behalf_of)
      .flag("backdate", options.is_backdate)
      .flag("override", options.is_override)
      .option("key", options.key)
      .option("max", options.max)
      .flag("fail-fast", options.is_fail_fast);
}

std::string resume_line(const Context& context, const Batch& batch) {
  CommandLine line("cancel", context.globals());
  return line.option("resume", text_of(batch.id)).flag("yes", true).text();
}

[[noreturn]] int end_partial(const Context& context, const BatchResult& result) {
  const OutcomeCounts counts = counts_of(result.batch);
  std::string message = fmt::format("{} of {} rows failed", counts[Outcome::failed], result.batch.rows);
  if (counts[Outcome::remaining] > 0) message += fmt::format(", {} remain", counts[Outcome::remaining]);
  Error error(Fault::partial, message);
  if (result.stopped_by) {
    error.message = fmt::format("stopped: {}; {} of {} rows remain", result.stopped_by->message,
                                counts[Outcome::remaining], result.batch.rows);
  }
  error.hint = "what is done stays done; to go on, and to try again what failed, resume it";
  error.next.push_back(resume_line(context, result.batch));
  throw Error(std::move(error));
}

[[noreturn]] void end_interrupted(const Context& context, const BatchResult& result, int signal) {
  const std::int64_t remaining = remaining_of(result.batch);
  Error error = interrupted(signal, fmt::format("{} of {} rows remain", remaining, result.batch.rows));
  if (remaining > 0) {
    error.hint = "what is done stays done; resume it to go on";
    error.next.push_back(resume_line(context, result.batch));
  }
  throw Error(std::move(error));
}

int exit_of(const BatchResult& result, int signal) {
  if (signal != 0) return exit_code_of_signal(signal);
  const bool is_partial = result.stopped_by || result.batch.counts[Outcome::failed] > 0;
  return is_partial ? exit_code_of(Fault::partial) : 0;
}

// What a run of this process alone decided is at hand; what was decided before is read again.
class Items {
 public:
  explicit Items(Context& context) : context_(context), items_(std::in_place, context, cancel_form(context)) {}

  void add(const CancelItem& item) { items_->add(item); }

  BatchItems& whole(const BatchResult& result) {
    if (result.decided == result.batch.rows && result.batch.run == 1) return *items_;
    items_.emplace(context_, cancel_form(context_));
    each_item(context_.desk(), result.batch, [&](const CancelItem& item) { items_->add(item); });
    return *items_;
  }

 private:
  Context& context_;
  std::optional<BatchItems> items_;
};

// Runs a batch while telling of it, and answers. `line` is what could have been typed instead of answering questions.
template <class Run>
int run_and_answer(const CancelOptions& options, Context& context, const CommandLine& line, Run run) {
  const Surroundings& surroundings = context.surroundings();
  context.begin_change();
  surroundings.hold_signals();
  Items items(context);
  BatchResult result;
  {
    Progress progress(context);
    const BatchWatch watch{.should_stop = [&] { return surroundings.held_signal() != 0; },
                           .progress =
                               [&](const Batch& batch) {
                                 const std::int64_t done = batch.rows - remaining_of(batch);
                                 const std::int64_t failed = batch.counts[Outcome::failed];
                                 progress.tell({done - failed, failed, done, batch.rows});
                               },
                           .decided = [&](const CancelItem& item) { items.add(item); },
                           .is_fail_fast = options.is_fail_fast};
    result = run(watch);
  }
  if (!result.is_begun) return answer_empty_batch(context, items.whole(result));
  if (result.decided > 0) context.set_changed({status_line(context, {text_of(result.batch.id)})});
  if (result.decided > 0) note_head(context, result.batch.id);
  const int signal = surroundings.held_signal();
  const int exit = exit_of(result, signal);
  answer_batch(context, result.batch, items.whole(result), exit);
  tell_repetition(context, line);
  if (signal != 0) end_interrupted(context, result, signal);
  if (exit != 0) end_partial(context, result);
  return exit;
}

int dry_run(Context& context, const BatchOrder& order, BatchInput& input) {
  context.set_dry_run();
  BatchItems items(context, cancel_form(context));
  if (const auto known = known_batch(context.desk(), order, input); known && known->state == BatchState::finished) {
    each_item(context.desk(), *known, [&](const CancelItem& item) { items.add(item); });
    const BatchResult result{.batch = *known};
    answer_batch(context, *known, items, exit_of(result, 0));
    return exit_of(result, 0) == 0 ? 0 : end_partial(context, result);
  }
  const BatchPreview preview =
      preview_batch(context.desk(), order, input, [&](const CancelItem& item) { items.add(item); });
  check_expectation(order, preview);
  answer_batch_preview(context, preview, items);
  const std::int64_t failed = preview.counts[Outcome::failed];
  if (failed == 0) return 0;
  throw Error(Fault::partial, fmt::format("{} of {} rows would fail", failed, preview.rows));
}

void ask(Context& context, const CancelOptions& options, CancelSource source, const BatchPreview& preview) {
  const auto rows = static_cast<std::size_t>(preview.rows);
  if (rows == 0) return;
  tell_batch_preview(context, preview);
  if (preview.counts[Outcome::cancelled] + preview.counts[Outcome::pending] == 0) return;
  const auto count_from = static_cast<std::size_t>(context.settings().settings.type_count_from);
  if (source == CancelSource::filter || rows >= count_from) {
    confirm_count(context, options.confirmed, "cancel", rows);
  } else {
    confirm(context, options.confirmed, rows == 1 ? "Cancel it?" : fmt::format("Cancel these {}?", rows));
  }
}

int cancel_chosen(const CancelOptions& options, Context& context, CancelSource source) {
  BatchOrder order = order_of(options, context, source);
  context.use_batch_timeout();
  BatchInput input = source == CancelSource::file ? read_file(context, *options.from) : select(context, options.filter);
  if (options.is_dry_run) return dry_run(context, order, input);
  CommandLine line = command_line(options, order, context);
  const auto known = known_batch(context.desk(), order, input);
  const bool is_begun = known && known->state != BatchState::staging;
  if (!options.confirmed.is_yes && !(known && known->state == BatchState::finished)) {
    if (is_begun) note(context, fmt::format("{} goes on: {} remain", text_of(known->id), remaining_of(*known)));
    const BatchPreview preview = preview_batch(context.desk(), order, input, [](const CancelItem&) {});
    ask(context, options, source, preview);
    if (!is_begun) order.expect = preview.digest;
    line.option("expect", preview.digest).flag("yes", true);
  }
  return run_and_answer(options, context, line,
                        [&](const BatchWatch& watch) { return run_batch(context.desk(), order, input, watch); });
}

int resume(const CancelOptions& options, Context& context) {
  check_single_id(std::span(&*options.resume, 1), {IdKind::batch});
  context.use_batch_timeout();
  Desk& desk = context.desk();
  Batch batch;
  look(desk, Verb::cancel,
       [&](Transaction& transaction, Instant) { batch = find_batch(transaction, *options.resume); });
  if (!options.confirmed.is_yes) {
    note(context, fmt::format("{}: {}", text_of(batch.id), totals_of(batch.rows, counts_of(batch))));
    confirm(context, options.confirmed, "Go on with it, and try again what failed?");
  }
  CommandLine line("cancel", context.globals());
  line.option("resume", options.resume).flag("yes", true);
  return run_and_answer(options, context, line,
                        [&](const BatchWatch& watch) { return resume_batch(desk, batch.id, watch); });
}

}  // namespace

int cancel_many(const CancelOptions& options, Context& context) {
  const CancelSource source = source_of(options);
  if (source == CancelSource::resumed) return resume(options, context);
  if (source == CancelSource::filter) {
    check_filter(options.filter, status_names(), context);
    const bool is_limited = options.expect || options.max || options.is_dry_run;
    if (options.confirmed.is_yes && !is_limited) throw Error(unanswered_limit().error);
  }
  return cancel_chosen(options, context, source);
}

}  // namespace nexor
