#pragma once

#include "cli/command.h"

namespace nexor {

class Context;

// How the command would answer, as its options are filled.
AnswerForm answer_form_of(const Command& command, Context& context);

// Throws usage, naming what is near, where `--get` names a field that no answer of the command has, or `--columns` a
// column that its rows don't have: told behind a change, it would be too late.
void check_answer_form(Context& context, const Command& command);

}  // namespace nexor
