#pragma once

#include "lib/error.h"

namespace nexor {

// What the shell sees of a fault: the table of commands.md.
int exit_code_of(Fault fault);

// What a shell makes of a signal that ended a process.
int exit_code_of_signal(int signal);

// The same of an error, which knows what interrupted the work.
int exit_code_of(const Error& error);

}  // namespace nexor
