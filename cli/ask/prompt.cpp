#include "cli/ask/prompt.h"

#include <unistd.h>

#include <cerrno>

namespace nexor {

namespace {

std::string_view asked;

void write_again(int) {
  const int error = errno;
  const ssize_t ignored = write(STDERR_FILENO, asked.data(), asked.size());
  static_cast<void>(ignored);
  errno = error;
}

}  // namespace

Prompt::Prompt(std::string_view text) {
  asked = text;
  struct sigaction action {};
  action.sa_handler = write_again;
  action.sa_flags = SA_RESTART;
  sigaction(SIGCONT, &action, &before_);
}

Prompt::~Prompt() { sigaction(SIGCONT, &before_, nullptr); }

}  // namespace nexor
