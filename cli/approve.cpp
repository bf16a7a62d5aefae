#include <memory>

#include "cli/commands.h"
#include "cli/decide.h"
#include "cli/decide_answer.h"

namespace nexor {

Command approve_command() {
  auto options = std::make_shared<DecideOptions>();
  return {.name = "approve",
          .group = "Requests",
          .summary = "Approve registration requests: each becomes an account and a subscription",
          .operands = {request_operand(*options)},
          .options = with_common_options(
              *options,
              {option("account-key", "KEY", options->account_key, "The account's key; the request's unless given"),
               option("subscription-key", "KEY", options->subscription_key,
                      "The subscription's key; the request's unless given"),
               option("start", "DATE", options->start, "When it starts; today unless given")}),
          .examples = {{"approve R-1001", "Look at what it becomes, and be asked"},
                       {"approve R-1001 --account-key C-77 --start 2026-12-01 --yes", "From a script"},
                       {"approve --from tonight.csv --dry-run", "Look at what a file would do"}},
          .answer = [](Context& context) { return decision_answer_form(context, Decision::approve); },
          .unanswered = [options](Context&) { return unanswered_of(*options, Decision::approve); },
          .run = [options](Context& context) { return decide_with(*options, Decision::approve, context); }};
}

}  // namespace nexor
