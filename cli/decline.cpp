#include <memory>

#include "cli/commands.h"
#include "cli/decide.h"
#include "cli/decide_answer.h"

namespace nexor {

Command decline_command() {
  auto options = std::make_shared<DecideOptions>();
  return {.name = "decline",
          .group = "Requests",
          .summary = "Decline registration requests, with a reason",
          .operands = {request_operand(*options)},
          .options =
              with_common_options(*options, {option("reason", 'r', "CODE", options->reason,
                                                    "Why: duplicate, incomplete, not_eligible, suspected_fraud, spam, "
                                                    "withdrawn_by_applicant or other"),
                                             option("note", "TEXT", options->note, "A note of yours")}),
          .examples = {{"decline R-1001 --reason duplicate", "Decline one, and be asked"},
                       {"decline R-1001 R-1002 --reason spam --yes", "Two from a script"}},
          .answer = [](Context& context) { return decision_answer_form(context, Decision::decline); },
          .unanswered = [options](Context&) { return unanswered_of(*options, Decision::decline); },
          .run = [options](Context& context) { return decide_with(*options, Decision::decline, context); }};
}

}  // namespace nexor
