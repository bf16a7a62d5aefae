#pragma once

#include <csignal>
#include <string_view>

namespace nexor {

// A question on the terminal that is written again where nexor was stopped at it and goes on: what stands on the screen
// then is the shell's. What had been typed is gone, as the terminal throws it away with the stop. One lives at a time.
class Prompt {
 public:
  // `text` has to live as long as this does.
  explicit Prompt(std::string_view text);
  ~Prompt();
  Prompt(const Prompt&) = delete;
  Prompt& operator=(const Prompt&) = delete;

 private:
  struct sigaction before_ {};
};

}  // namespace nexor
