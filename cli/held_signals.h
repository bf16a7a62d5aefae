#pragma once

#include <string_view>

#include "lib/error.h"

namespace nexor {

// From here on the first SIGINT, SIGTERM or SIGHUP is only noted, so that work can come to a good end; the second one
// ends the process as usual. One that was ignored when the process began, as nohup(1) has it, stays ignored.
void hold_signals();

// The signal that was noted; 0 while none was.
int held_signal();

// Raises the one that was noted, so that whoever started the process sees what ended it. Does nothing without one.
void raise_held_signal();

// What is told of work that a signal stopped, and how far it had come: `interrupted by SIGTERM; 40 remain`.
Error interrupted(int signal, std::string_view how_far = "");

}  // namespace nexor
