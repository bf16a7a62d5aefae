#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/ask/choices.h"

namespace nexor {

class Context;

// Has one picked out of a list that narrows as one types, on a terminal that can (see Context::can_pick). Throws
// declined where it is left.
Choice pick(Context& context, Choices& choices, const std::string& question);

// Shows some things as a numbered list, asks, and gives what was answered: the value whose number was typed, or else
// the very words. Throws declined at the end of the input, and where nothing is typed.
std::string choose(Context& context, const std::vector<Choice>& choices, const std::string& question);

// Asks why: one of a few reasons, picked or chosen by its number or its code. What `check` throws of an answer that is
// none is told, and it is asked again, a few times.
std::string choose_reason(Context& context, const std::vector<Choice>& reasons,
                          const std::function<void(const std::string&)>& check);

}  // namespace nexor
