#include "lib/ops/feedback.h"

#include <fmt/format.h>

#include "cli/ask/confirm.h"
#include "cli/cancel_options.h"
#include "cli/change_record.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/say.h"
#include "lib/ops/find.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct FeedbackOptions {
  std::string id;
  CancelOptions said;  // of which the feedback
};

std::vector<Unanswered> unanswered_of(const FeedbackOptions& options) {
  if (options.said.feedback || options.said.feedback_file || options.said.is_edit) return {};
  return {{"--feedback TEXT or --feedback-file FILE",
           Error(Fault::usage, "missing: --feedback TEXT or --feedback-file FILE")
               .with_hint("give what the customer said; --feedback-file - reads it from standard input")}};
}

std::string text_said(const FeedbackOptions& options, Context& context) {
  auto said = unanswered_of(options).empty() ? feedback_of(options.said, context) : ask_feedback(context);
  if (!said || said->empty()) throw Error(Fault::input_invalid, "nothing was said; nothing was changed");
  check_feedback(*said);
  return *said;
}

int add_feedback_from(const FeedbackOptions& options, Context& context) {
  check_single_id(std::span(&options.id, 1), {IdKind::subscription, IdKind::cancellation});
  const bool asks = !unanswered_of(options).empty() || options.said.is_edit;
  if (asks) {
    context.set_subjects({options.id});
    look_for_cancellation(context.desk(), options.id);
  }
  const std::string text = text_said(options, context);
  const LaterFeedback added =
      change_record(context, options.id, [&](Desk& desk) { return add_feedback(desk, options.id, text); });
  const std::string confirmation = text_of(added.confirmation);
  say_done(context,
           fmt::format("added to {}\n  next: {}", confirmation,
                       CommandLine("show", context.globals()).operands({confirmation}).text()),
           "nexor.feedback/1", [&](JsonWriter& json) {
             json.member("confirmation", confirmation);
             json.member("subscription", text_of(added.subscription));
             json.member("added_at", text_of(added.added_at));
             json.member("by", added.by);
             json.member("feedback", added.text);
           });
  tell_repetition(context, CommandLine("feedback", context.globals()).operands({options.id}).option("feedback", text));
  return 0;
}

}  // namespace

Command feedback_command() {
  auto options = std::make_shared<FeedbackOptions>();
  return {.name = "feedback",
          .group = "End",
          .summary = "Add what the customer said later about a cancellation",
          .operands = {one("ID", options->id, "Subscription or confirmation")},
          .options = {option("feedback", 'm', "TEXT", options->said.feedback, "What the customer said"),
                      option("feedback-file", 'F', "FILE", options->said.feedback_file,
                             "The same from a file; - for standard input"),
                      flag("edit", 'e', options->said.is_edit, "Write it in an editor")},
          .examples = {{"feedback K-1001 -m 'The new one has no offline mode'", "Keep it with the cancellation"},
                       {"feedback NX-7K00-04KM --feedback-file letter.txt", "A whole letter"}},
          .unanswered = [options](Context&) { return unanswered_of(*options); },
          .run = [options](Context& context) { return add_feedback_from(*options, context); }};
}

}  // namespace nexor
