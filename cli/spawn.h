#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

namespace nexor {

// Another program, as it is to be started.
struct Spawn {
  std::vector<std::string> words;            // the first is looked for in PATH where it has no slash
  std::vector<std::pair<int, int>> streams;  // ours, and which of the program's it becomes
  std::vector<std::string> variables = {};   // `NAME=VALUE`, over those of our environment
  std::vector<std::string> left_out = {};    // names of variables that it doesn't get
  bool has_own_session = false;              // so that what is typed on our terminal doesn't reach it
};

// Starts it, with every signal as it usually is and no other descriptor of ours. Gives its process, or minus the errno
// that tells why it can't be started.
pid_t spawn(const Spawn& program);

// Waits for its end, and gives its status as wait(2) has it.
int wait_for(pid_t child);

}  // namespace nexor
