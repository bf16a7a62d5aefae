#include "cli/ask/password.h"

#include <unistd.h>

#include "cli/ask/terminal_mode.h"
#include "cli/ask/terminal_signals.h"

namespace nexor {

namespace {

void turn_echo_off(termios& mode) { mode.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL); }

void say(std::string_view text) {
  const ssize_t ignored = write(STDERR_FILENO, text.data(), text.size());
  static_cast<void>(ignored);
}

// False where a signal came instead.
bool waits_for_input(const TerminalSignals& signals) {
  using enum TerminalSignals::Came;
  auto came = signals.wait();
  while (came == size) came = signals.wait();
  return came == input;
}

// One line, read byte by byte so that nothing of it stays in a stream's buffer.
std::optional<std::string> read_line(const TerminalSignals& signals) {
  constexpr std::size_t longest = 4096;
  std::string line;
  for (;;) {
    char c = 0;
    if (!waits_for_input(signals) || read(STDIN_FILENO, &c, 1) <= 0) return {};
    if (c == '\n') return line;
    if (line.size() < longest) line += c;
  }
}

std::optional<std::string> ask_once(const std::string& prompt) {
  const TerminalSignals signals;
  const TerminalMode silent(TCSAFLUSH, turn_echo_off);
  say(prompt);
  auto line = read_line(signals);
  say("\n");
  return line;
}

}  // namespace

std::optional<Secret> ask_password_on_terminal(const std::string& prompt) {
  auto line = ask_once(prompt);
  while (!line && TerminalSignals::was_stopped()) line = ask_once(prompt);  // stopped, and now going on
  if (!line) return {};
  return Secret(std::move(*line));
}

}  // namespace nexor
