#pragma once

#include <optional>
#include <string>

#include "cli/ask/choices.h"

namespace nexor {

class Paint;

// Lets somebody choose with a picker on the terminal behind stdin and stderr, which has to be able to move its cursor.
// In the end the picker's lines are gone, and one says what was asked and chosen. Null where it was left. However it
// ends, by a signal or an error of the choices, too, the terminal is as it was.
std::optional<Choice> pick_on_terminal(Choices& choices, const std::string& question, const Paint& paint);

}  // namespace nexor
