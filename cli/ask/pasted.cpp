#include "cli/ask/pasted.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include "cli/ask/terminal_mode.h"
#include "cli/ask/terminal_signals.h"

namespace nexor {

namespace {

// What waits is there at once, also a line that isn't ended.
void read_what_waits(termios& mode) {
  mode.c_lflag &= ~static_cast<tcflag_t>(ICANON);
  mode.c_cc[VMIN] = 0;
  mode.c_cc[VTIME] = 0;
}

// A paste may come in pieces.
bool has_more(const TerminalSignals& signals) {
  using enum TerminalSignals::Came;
  constexpr std::chrono::milliseconds between{100};
  auto came = signals.wait(between);
  while (came == size) came = signals.wait(between);
  return came == input;
}

}  // namespace

std::string rest_of_paste() {
  std::string rest;
  if (isatty(STDIN_FILENO) != 1) return rest;
  const TerminalSignals signals;
  const TerminalMode at_once(TCSADRAIN, read_what_waits);
  std::array<char, 4096> piece;
  while (has_more(signals)) {
    const ssize_t got = read(STDIN_FILENO, piece.data(), piece.size());
    if (got <= 0) break;
    rest.append(piece.data(), static_cast<std::size_t>(got));
  }
  constexpr std::string_view ends("\0\4", 2);  // Ctrl-D; what waited as a line has a NUL in its place
  rest.resize(std::min(rest.find_first_of(ends), rest.size()));
  return rest;
}

}  // namespace nexor
