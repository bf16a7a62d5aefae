#pragma once

#include "cli/command.h"

namespace nexor {

struct GlobalOptions;

// Throws usage where two of what is given would read standard input: the second would find nothing left of it.
void check_standard_input(const Command& command, const GlobalOptions& globals);

}  // namespace nexor
