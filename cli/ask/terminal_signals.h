#pragma once

#include <array>
#include <chrono>
#include <csignal>
#include <optional>

namespace nexor {

// While it lives, a signal that would end or stop nexor waits until wait() lets it in, and then only interrupts that,
// so that the terminal is put back first; with the end of this it is raised again. Blocked everywhere else, it can't
// come unnoticed between a look at what was caught and a read that would never end. Otherwise as OpenBSD's
// readpassphrase(3).
class TerminalSignals {
 public:
  TerminalSignals();
  ~TerminalSignals();
  TerminalSignals(const TerminalSignals&) = delete;
  TerminalSignals& operator=(const TerminalSignals&) = delete;

  // What stdin has for a read, that nothing came for so long, that such a signal came, or that the terminal has another
  // size.
  enum class Came { input, nothing, signal, size };
  Came wait(std::optional<std::chrono::milliseconds> longest = {}) const;

  // Of the last of these that there was, whether it was stopped, and now goes on.
  static bool was_stopped();

 private:
  static constexpr std::array noticed{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH};

  sigset_t mask_{};
  std::array<struct sigaction, noticed.size()> before_{};
};

}  // namespace nexor
