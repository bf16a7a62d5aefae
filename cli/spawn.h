#pragma once

#include <sys/types.h>

#include <array>
#include <csignal>
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

// While another program has the terminal its keys are that one's: Ctrl-C is for it, not for us, who have to wait until
// it is gone. One that is left early takes no more text, which is no reason to end.
class TerminalSignalsIgnored {
 public:
  TerminalSignalsIgnored();
  ~TerminalSignalsIgnored();
  TerminalSignalsIgnored(const TerminalSignalsIgnored&) = delete;
  TerminalSignalsIgnored& operator=(const TerminalSignalsIgnored&) = delete;

 private:
  static constexpr std::array signals{SIGINT, SIGQUIT, SIGPIPE};
  std::array<struct sigaction, signals.size()> before_{};
};

// Waits for its end, and gives its status as wait(2) has it.
int wait_for(pid_t child);

}  // namespace nexor
