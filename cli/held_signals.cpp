#include "cli/held_signals.h"

#include <fmt/format.h>

#include <array>
#include <csignal>
#include <cstring>

#include "cli/ending_signals.h"

namespace nexor {

namespace {

volatile std::sig_atomic_t noted = 0;

std::array<struct sigaction, ending_signals.size()> before{};

void end_by_the_next() {
  for (std::size_t i = 0; i < ending_signals.size(); ++i) sigaction(ending_signals.at(i), &before.at(i), nullptr);
}

void note(int signal) {
  noted = signal;
  end_by_the_next();
}

}  // namespace

void hold_signals() {
  struct sigaction action {};
  action.sa_handler = note;
  action.sa_flags = SA_RESTART;
  for (std::size_t i = 0; i < ending_signals.size(); ++i) {
    struct sigaction now {};
    sigaction(ending_signals.at(i), nullptr, &now);
    if (now.sa_handler == note) continue;  // they are held already
    before.at(i) = now;
    if (now.sa_handler != SIG_IGN) sigaction(ending_signals.at(i), &action, nullptr);
  }
}

int held_signal() { return noted; }

void raise_held_signal() {
  if (noted == 0) return;
  end_by_the_next();
  std::raise(noted);
}

Error interrupted(int signal, std::string_view how_far) {
  Error error(Fault::interrupted,
              fmt::format("interrupted by SIG{}{}{}", sigabbrev_np(signal), how_far.empty() ? "" : "; ", how_far));
  error.signal = signal;
  return error;
}

}  // namespace nexor
