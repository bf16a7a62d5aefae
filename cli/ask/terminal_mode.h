#pragma once

#include <termios.h>

#include <functional>

namespace nexor {

// Stdin's terminal in another mode for as long as this lives; nothing where it is no terminal.
class TerminalMode {
 public:
  // `change` is given the mode as it is. `when` is tcsetattr()'s, of both ways: TCSAFLUSH throws away what was typed
  // ahead, TCSADRAIN keeps it.
  TerminalMode(int when, const std::function<void(termios&)>& change);
  ~TerminalMode();
  TerminalMode(const TerminalMode&) = delete;
  TerminalMode& operator=(const TerminalMode&) = delete;

 private:
  int when_;
  termios before_{};
  bool is_terminal_ = false;
};

}  // namespace nexor
