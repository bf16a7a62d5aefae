#pragma once

#include <iosfwd>

namespace nexor {

// What became of a command's change when there was no memory to go on.
enum class Outcome { unchanged, unknown, done };

// Says, without asking for any memory, that there is none, and gives the exit code that tells what became of the
// change.
int tell_out_of_memory(std::ostream& err, Outcome outcome, bool is_json);

}  // namespace nexor
