#include <memory>

#include "cli/commands.h"
#include "cli/decide.h"
#include "cli/decide_answer.h"

namespace nexor {

Command reopen_command() {
  auto options = std::make_shared<DecideOptions>();
  return {.name = "reopen",
          .group = "Requests",
          .summary = "Let declined registration requests wait for a decision again",
          .operands = {request_operand(*options)},
          .options = with_common_options(*options, {}),
          .examples = {{"reopen R-1001", "Reopen one, and be asked"}},
          .answer = [](Context& context) { return decision_answer_form(context, Decision::reopen); },
          .unanswered = [options](Context&) { return unanswered_of(*options, Decision::reopen); },
          .run = [options](Context& context) { return decide_with(*options, Decision::reopen, context); }};
}

}  // namespace nexor
