#pragma once

#include "lib/error.h"

namespace nexor {

// What the shell sees of a fault: the table of commands.md.
int exit_code_of(Fault fault);

// The same of an error, which knows what interrupted the work.
int exit_code_of(const Error& error);

}  // namespace nexor
