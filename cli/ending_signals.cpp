#include "cli/ending_signals.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>

namespace nexor {

namespace {

// An answer's file, and a store's copy with its journal, are all that a command begins at once.
std::array<std::atomic<const char*>, 8> begun{};
std::array<std::atomic<const std::string*>, ending_signals.size()> said{};

// Where nobody reads nothing is said: whoever ends the process mustn't have to wait.
bool takes_words(int descriptor) {
  pollfd output{.fd = descriptor, .events = POLLOUT, .revents = 0};
  return poll(&output, 1, 0) == 1 && (output.revents & POLLOUT) != 0;
}

// Only what may be called in a signal's handler.
void end(int signal) {
  for (const auto& path : begun) {
    if (const char* name = path.load()) unlink(name);
  }
  for (std::size_t i = 0; i < said.size(); ++i) {
    const std::string* words = ending_signals.at(i) == signal ? said.at(i).load() : nullptr;
    if (words == nullptr || !takes_words(STDERR_FILENO)) continue;
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, words->data(), words->size());
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

bool is_anything_left() {
  const auto is_set = [](const auto& pointer) { return pointer.load() != nullptr; };
  return std::ranges::any_of(begun, is_set) || std::ranges::any_of(said, is_set);
}

// Who ignores a signal, or holds it, goes on so.
void exchange(void (*before)(int), void (*after)(int)) {
  for (const int signal : ending_signals) {
    struct sigaction now {};
    sigaction(signal, nullptr, &now);
    if (now.sa_handler == before) std::signal(signal, after);
  }
}

void be_ready_or_not() {
  if (is_anything_left()) {
    exchange(SIG_DFL, end);
  } else {
    exchange(end, SIG_DFL);
  }
}

void replace(const char* before, const char* after) {
  const auto place = std::ranges::find_if(begun, [&](const auto& path) { return path.load() == before; });
  if (place != begun.end()) place->store(after);
  be_ready_or_not();
}

}  // namespace

void remove_at_end(const char* path) { replace(nullptr, path); }

void keep_at_end(const char* path) { replace(path, nullptr); }

WordsAtEnd say_at_end(const WordsAtEnd& words) {
  WordsAtEnd before{};
  for (std::size_t i = 0; i < said.size(); ++i) before.at(i) = said.at(i).exchange(words.at(i));
  be_ready_or_not();
  return before;
}

}  // namespace nexor
