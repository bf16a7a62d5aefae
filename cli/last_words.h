#pragma once

#include <array>
#include <csignal>
#include <functional>
#include <string>

namespace nexor {

// What is said on stderr where SIGINT, SIGTERM or SIGHUP ends the process while this lives: a change that is taken back
// then, in whatever it waits, for a lock or for its input. One lives at a time.
class LastWords {
 public:
  explicit LastWords(const std::function<std::string(int signal)>& words);
  ~LastWords();
  LastWords(const LastWords&) = delete;
  LastWords& operator=(const LastWords&) = delete;

  static constexpr std::array ending{SIGINT, SIGTERM, SIGHUP};

 private:
  std::array<std::string, ending.size()> words_;
};

}  // namespace nexor
