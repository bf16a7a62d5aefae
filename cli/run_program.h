#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace nexor {

// A program that is handed something, without a shell and without a terminal.
struct Program {
  std::vector<std::string> words;      // the first is looked for in PATH where it has no slash
  std::vector<std::string> variables;  // `NAME=VALUE`, besides our own but for a token
  std::string input;
  std::chrono::seconds time_limit{0};
};

struct ProgramEnd {
  bool has_started = false;
  std::string failure;  // `exit 3`, `ended by SIGSEGV`, `took longer than 30s`, or why it can't be started
  std::string output;   // the last 4 KiB of what it said on both streams, as text
};

// Runs it to its end. One that takes too long is asked to end, and two seconds later made to, with all that it started
// and that stayed in its process group. SIGPIPE has to be ignored, as it is from begin_change() on.
ProgramEnd run_program(const Program& program);

}  // namespace nexor
