#include "cli/ask/pasted.h"

#include <unistd.h>

#include <array>

#include "cli/ask/terminal_mode.h"

namespace nexor {

namespace {

// What waits is there at once, also a line that isn't ended; a paste may come in pieces.
void read_what_waits(termios& mode) {
  mode.c_lflag &= ~static_cast<tcflag_t>(ICANON);
  mode.c_cc[VMIN] = 0;
  mode.c_cc[VTIME] = 1;  // a tenth of a second
}

}  // namespace

std::string rest_of_paste() {
  std::string rest;
  if (isatty(STDIN_FILENO) != 1) return rest;
  const TerminalMode at_once(TCSADRAIN, read_what_waits);
  std::array<char, 4096> piece;
  for (ssize_t got = 0; (got = read(STDIN_FILENO, piece.data(), piece.size())) > 0;) {
    rest.append(piece.data(), static_cast<std::size_t>(got));
  }
  return rest;
}

}  // namespace nexor
