#pragma once

#include "cli/command.h"
#include "lib/ops/decide.h"

namespace nexor {

class Context;

AnswerForm decision_answer_form(Context& context, Decision decision);

// What would happen, on stderr, before somebody is asked.
void tell_preview(Context& context, const DecisionReport& report);

// Prints what became of every request, or would.
void answer_decision(Context& context, Decision decision, const DecisionReport& report, bool is_dry_run);

}  // namespace nexor
