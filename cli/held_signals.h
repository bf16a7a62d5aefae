#pragma once

namespace nexor {

// From here on the first SIGINT, SIGTERM or SIGHUP is only noted, so that work can come to a good end; the second one
// ends the process as usual. One that was ignored when the process began, as nohup(1) has it, stays ignored.
void hold_signals();

// The signal that was noted; 0 while none was.
int held_signal();

// Raises the one that was noted, so that whoever started the process sees what ended it. Does nothing without one.
void raise_held_signal();

}  // namespace nexor
