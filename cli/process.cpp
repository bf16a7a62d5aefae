#include "lib/ops/process.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/exit_code.h"
#include "cli/filter.h"
#include "cli/held_signals.h"
#include "cli/output/counted.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/shapes/receipt.h"
#include "cli/spool.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

const std::vector<std::string>& command_of(const Settings& settings, NoticeKind kind) {
  switch (kind) {
    case NoticeKind::requested:
      return settings.notice_requested;
    case NoticeKind::effective:
      return settings.notice_effective;
    case NoticeKind::withdrawn:
      break;
  }
  return settings.notice_withdrawn;
}

ProcessOrder order_of(Context& context) {
  const Settings& settings = context.settings().settings;
  ProcessOrder order{.kinds = {}, .since = {}, .first_wait = settings.notices_retry};
  for (const NoticeKind kind : {NoticeKind::requested, NoticeKind::effective, NoticeKind::withdrawn}) {
    if (!command_of(settings, kind).empty()) order.kinds.push_back(kind);
  }
  if (!order.kinds.empty()) {
    look(context.desk(), Verb::process, [&](Transaction& transaction, Instant) {
      order.since = bound_of(context, transaction, "notices.since", settings.notices_since, Toward::past);
    });
  }
  return order;
}

std::string in_text(const ProgramEnd& end) {
  std::string text = end.failure.empty() ? end.output : end.failure + '\n' + end.output;
  text.erase(text.find_last_not_of('\n') + 1);
  return text;
}

Sending send(Context& context, const Notice& notice) {
  const Settings& settings = context.settings().settings;
  const std::string id = id_of(notice);
  const ProgramEnd end = context.surroundings().run_program(
      {.words = command_of(settings, notice.kind),
       .variables = {"NEXOR_NOTICE_ID=" + id},
       .input = document_of(receipt_of(text_of(notice.confirmation), context, Reader::customer), id) + '\n',
       .time_limit = settings.notices_time_limit});
  using enum Sending::Result;
  if (!end.has_started) return {impossible, in_text(end)};
  return {end.failure.empty() ? sent : failed, in_text(end)};
}

std::string failure_of(const Notice& notice, const TimeText& times) {
  const std::string why = notice.output.substr(0, notice.output.find('\n'));
  return fmt::format("{}: {}; tried again from {}", id_of(notice), why, times(notice.due_at));
}

std::string document_of(const ProcessReport& report, bool is_dry_run, int exit) {
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", "nexor.process/1");
  json.member("dry_run", is_dry_run);
  json.member("exit", exit);
  json.member("recorded", report.effects);
  json.key("notices");
  json.begin_object();
  json.member("sent", report.sent);
  json.member("failed", report.failed);
  json.member("waiting", report.waiting);
  json.end_object();
  json.end_object();
  return document;
}

std::string sentence_of(const ProcessReport& report, bool is_dry_run) {
  const std::int64_t waiting = report.waiting.value_or(0);
  if (is_dry_run) {
    return fmt::format("would record {} that {} taken effect; {} {}\n", report.effects,
                       report.effects == 1 ? "has" : "have", counted(waiting, "notice"),
                       waiting == 1 ? "waits" : "wait");
  }
  std::string text =
      fmt::format("recorded {} that {} taken effect", report.effects, report.effects == 1 ? "has" : "have");
  text += fmt::format("; sent {}", counted(report.sent, "notice"));
  if (report.failed > 0) text += fmt::format(", {} failed", report.failed);
  if (waiting > 0) text += fmt::format(", {} {}", waiting, waiting == 1 ? "waits" : "wait");
  return text + '\n';
}

void answer(Context& context, const ProcessReport& report, bool is_dry_run, int exit) {
  if (context.globals().quiet && exit == 0) return;
  if (context.is_in_words()) {
    context.out() << sentence_of(report, is_dry_run);
  } else {
    print_fields(context, document_of(report, is_dry_run, exit),
                 {"recorded", "notices.sent", "notices.failed", "notices.waiting"});
  }
}

int preview(Context& context) {
  context.set_dry_run();
  answer(context, preview_process(context.desk(), order_of(context)), true, 0);
  return 0;
}

ProcessReport process_watched(Context& context, const ProcessOrder& order, Spool& failures) {
  const Surroundings& surroundings = context.surroundings();
  const TimeText times = context.times();
  Progress progress(context);
  const ProcessWatch watch{
      .should_stop = [&] { return surroundings.held_signal() != 0; },
      .send = [&](const Notice& notice) { return send(context, notice); },
      .failed = [&](const Notice& notice) { failures.add(failure_of(notice, times)); },
      .progress = [&](std::int64_t done, std::int64_t failed) { progress.tell({.done = done, .failed = failed}); }};
  return nexor::process(context.desk(), order, watch);
}

[[noreturn]] void end_partial(const ProcessReport& report) {
  if (report.stopped_by) {
    throw Error(Fault::partial, fmt::format("stopped: {}", report.stopped_by->message))
        .with_hint("what is done stays done; the next run goes on");
  }
  throw Error(Fault::partial, fmt::format("{} of {} notices failed", report.failed, report.sent + report.failed))
      .with_hint("the next runs try them again; what a command said stands with its cancellation: nexor show");
}

int exit_of(const ProcessReport& report, int signal) {
  if (signal != 0) return exit_code_of_signal(signal);
  return report.stopped_by || report.failed > 0 ? exit_code_of(Fault::partial) : 0;
}

int process(Context& context, bool is_dry_run) {
  context.use_batch_timeout();
  context.desk();
  if (is_dry_run) return preview(context);
  const ProcessOrder order = order_of(context);
  context.begin_change();
  context.surroundings().hold_signals();
  Spool failures;
  const ProcessReport report = process_watched(context, order, failures);
  if (report.effects + report.sent > 0 || report.stopped_by) context.set_changed({"nexor status"});
  const int signal = context.surroundings().held_signal();
  const int exit = exit_of(report, signal);
  answer(context, report, false, exit);
  if (report.is_sending_elsewhere && !context.globals().quiet) {
    context.err() << "another process is sending the notices: they were left to it\n";
  }
  failures.each([&](const std::string& failure) { context.err() << "nexor: process: " << failure << '\n'; });
  if (signal != 0) throw interrupted(signal).with_hint("what is done stays done; the next run goes on");
  if (exit != 0) end_partial(report);
  return 0;
}

}  // namespace

Command process_command() {
  auto is_dry_run = std::make_shared<bool>(false);
  return {.name = "process",
          .group = "End",
          .summary = "Record what has taken effect, and send the notices of it",
          .options = {flag("dry-run", 'n', *is_dry_run, "Say how much there is to do, and do nothing")},
          .examples = {{"process", "What a timer runs; safe twice, late or at the same time"},
                       {"process --dry-run", "Look at what waits"}},
          .answer = [](Context&) { return AnswerForm{.documents = {"process"}, .columns = field_columns()}; },
          .run = [is_dry_run](Context& context) { return process(context, *is_dry_run); }};
}

}  // namespace nexor
