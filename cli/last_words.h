#pragma once

#include <array>
#include <functional>
#include <string>

#include "cli/ending_signals.h"

namespace nexor {

struct Error;
struct Surroundings;

// How the error of a command is told in the midst of a line, where a question or progress stands on a terminal.
std::string text_in_midst(const Surroundings& surroundings, const Error& error, const std::string& command,
                          bool is_json);

// What is said on stderr where a signal ends the process while this lives, in place of what was to be said before.
class LastWords {
 public:
  explicit LastWords(const std::function<std::string(int signal)>& words);
  ~LastWords();
  LastWords(const LastWords&) = delete;
  LastWords& operator=(const LastWords&) = delete;

 private:
  std::array<std::string, ending_signals.size()> words_;
  WordsAtEnd before_{};
};

}  // namespace nexor
