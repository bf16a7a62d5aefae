#include "cli/ask/terminal_signals.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

namespace nexor {

namespace {

volatile std::sig_atomic_t caught_signal = 0;
volatile std::sig_atomic_t has_new_size = 0;

void note(int number) {
  if (number == SIGWINCH) {
    has_new_size = 1;
  } else {
    caught_signal = number;
  }
}

timespec as_timespec(std::chrono::milliseconds time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  return {.tv_sec = seconds.count(), .tv_nsec = std::chrono::nanoseconds(time - seconds).count()};
}

}  // namespace

TerminalSignals::TerminalSignals() {
  caught_signal = 0;
  has_new_size = 0;
  sigset_t blocked{};
  sigemptyset(&blocked);
  for (const int signal : noticed) sigaddset(&blocked, signal);
  sigprocmask(SIG_BLOCK, &blocked, &mask_);
  struct sigaction action {};
  action.sa_handler = note;
  for (std::size_t i = 0; i < noticed.size(); ++i) sigaction(noticed.at(i), &action, &before_.at(i));
}

TerminalSignals::~TerminalSignals() {
  for (std::size_t i = 0; i < noticed.size(); ++i) sigaction(noticed.at(i), &before_.at(i), nullptr);
  if (caught_signal != 0) raise(caught_signal);
  sigprocmask(SIG_SETMASK, &mask_, nullptr);
}

TerminalSignals::Came TerminalSignals::wait(std::optional<std::chrono::milliseconds> longest) const {
  const timespec time = as_timespec(longest.value_or(std::chrono::milliseconds{0}));
  for (;;) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    const int ready = ppoll(&input, 1, longest ? &time : nullptr, &mask_);
    if (caught_signal != 0) return Came::signal;
    if (has_new_size != 0) {
      has_new_size = 0;
      return Came::size;
    }
    if (ready == 0) return Came::nothing;
    if (ready > 0 || errno != EINTR) return Came::input;
  }
}

bool TerminalSignals::was_stopped() { return caught_signal == SIGTSTP; }

}  // namespace nexor
