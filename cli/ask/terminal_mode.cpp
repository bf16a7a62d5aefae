#include "cli/ask/terminal_mode.h"

#include <unistd.h>

namespace nexor {

TerminalMode::TerminalMode(int when, const std::function<void(termios&)>& change) : when_(when) {
  is_terminal_ = tcgetattr(STDIN_FILENO, &before_) == 0;
  if (!is_terminal_) return;
  termios changed = before_;
  change(changed);
  tcsetattr(STDIN_FILENO, when_, &changed);
}

TerminalMode::~TerminalMode() {
  if (is_terminal_) tcsetattr(STDIN_FILENO, when_, &before_);
}

}  // namespace nexor
