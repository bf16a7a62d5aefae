#include "cli/ask/password.h"

#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace nexor {

namespace {

volatile std::sig_atomic_t caught_signal = 0;

constexpr std::array signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

// While it lives, a signal that would end or stop nexor waits until wait_for_input() lets it in, and then only
// interrupts that, so that the echo comes back first; then it is raised again. Blocked everywhere else, it can't come
// unnoticed between a look at `caught_signal` and a read that would never end. Otherwise as OpenBSD's
// readpassphrase(3).
class SignalsHeld {
 public:
  SignalsHeld() {
    caught_signal = 0;
    sigset_t blocked{};
    sigemptyset(&blocked);
    for (const int signal : signals) sigaddset(&blocked, signal);
    sigprocmask(SIG_BLOCK, &blocked, &mask_);
    struct sigaction action {};
    action.sa_handler = [](int number) { caught_signal = number; };
    for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals.at(i), &action, &before_.at(i));
  }
  ~SignalsHeld() {
    for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals.at(i), &before_.at(i), nullptr);
    if (caught_signal != 0) raise(caught_signal);
    sigprocmask(SIG_SETMASK, &mask_, nullptr);
  }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

  // False where a signal came instead.
  bool wait_for_input() const {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    while (ppoll(&input, 1, nullptr, &mask_) < 0 && errno == EINTR) {
      if (caught_signal != 0) return false;
    }
    return true;
  }

 private:
  sigset_t mask_{};
  std::array<struct sigaction, signals.size()> before_{};
};

class EchoOff {
 public:
  EchoOff() {
    is_terminal_ = tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!is_terminal_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~EchoOff() {
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  EchoOff(const EchoOff&) = delete;
  EchoOff& operator=(const EchoOff&) = delete;

 private:
  termios before_{};
  bool is_terminal_ = false;
};

void say(std::string_view text) {
  const ssize_t ignored = write(STDERR_FILENO, text.data(), text.size());
  static_cast<void>(ignored);
}

// One line, read byte by byte so that nothing of it stays in a stream's buffer.
std::optional<std::string> read_line(const SignalsHeld& held) {
  constexpr std::size_t longest = 4096;
  std::string line;
  for (;;) {
    char c = 0;
    if (!held.wait_for_input() || read(STDIN_FILENO, &c, 1) <= 0) return {};
    if (c == '\n') return line;
    if (line.size() < longest) line += c;
  }
}

std::optional<std::string> ask_once(const std::string& prompt) {
  const SignalsHeld held;
  const EchoOff silent;
  say(prompt);
  auto line = read_line(held);
  say("\n");
  return line;
}

}  // namespace

std::optional<Secret> ask_password_on_terminal(const std::string& prompt) {
  auto line = ask_once(prompt);
  while (!line && caught_signal == SIGTSTP) line = ask_once(prompt);  // stopped, and now going on
  if (!line) return {};
  return Secret(std::move(*line));
}

}  // namespace nexor
