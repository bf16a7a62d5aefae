#include "cli/held_signals.h"

#include <array>
#include <csignal>

namespace nexor {

namespace {

volatile std::sig_atomic_t noted = 0;

constexpr std::array held{SIGINT, SIGTERM, SIGHUP};

void end_by_the_next() {
  for (const int signal : held) std::signal(signal, SIG_DFL);
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
  for (const int signal : held) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
}

int held_signal() { return noted; }

void raise_held_signal() {
  if (noted == 0) return;
  end_by_the_next();
  std::raise(noted);
}

}  // namespace nexor
