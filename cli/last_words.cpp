#include "cli/last_words.h"

#include <unistd.h>

#include <string_view>

namespace nexor {

namespace {

// What the handler needs, which may look at nothing else.
std::array<std::string_view, LastWords::ending.size()> told;
std::array<struct sigaction, LastWords::ending.size()> before{};

// What would have come of the signal comes of it afterwards.
void tell_and_end(int signal) {
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (LastWords::ending.at(i) != signal) continue;
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, told.at(i).data(), told.at(i).size());
    sigaction(signal, &before.at(i), nullptr);
    std::raise(signal);
  }
}

}  // namespace

LastWords::LastWords(const std::function<std::string(int signal)>& words) {
  struct sigaction action {};
  action.sa_handler = tell_and_end;
  action.sa_flags = SA_RESTART;
  for (std::size_t i = 0; i < ending.size(); ++i) {
    words_.at(i) = words(ending.at(i));
    told.at(i) = words_.at(i);
    sigaction(ending.at(i), nullptr, &before.at(i));
    if (before.at(i).sa_handler != SIG_IGN) sigaction(ending.at(i), &action, nullptr);
  }
}

LastWords::~LastWords() {
  for (std::size_t i = 0; i < ending.size(); ++i) sigaction(ending.at(i), &before.at(i), nullptr);
}

}  // namespace nexor
