#include "cli/unfinished_file.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <utility>

namespace nexor {

namespace {

// What a signal removes: as many as there are at once, an answer's file and a store's copy with its journal. One that
// finds no place is removed by its object only.
std::array<std::atomic<const char*>, 8> begun{};

constexpr std::array ending{SIGINT, SIGTERM, SIGHUP};

// Only what may be called in a signal's handler.
void remove_and_end(int signal) {
  for (const auto& path : begun) {
    if (const char* name = path.load()) unlink(name);
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

// Who ignores a signal, or holds it, isn't ended by it.
void exchange(void (*before)(int), void (*after)(int)) {
  for (const int signal : ending) {
    struct sigaction now {};
    sigaction(signal, nullptr, &now);
    if (now.sa_handler == before) std::signal(signal, after);
  }
}

void replace(const char* before, const char* after) {
  const auto place = std::ranges::find_if(begun, [&](const auto& path) { return path.load() == before; });
  if (place != begun.end()) place->store(after);
}

}  // namespace

UnfinishedFile::UnfinishedFile(std::string path) : path_(std::move(path)), journal_(path_ + "-journal") {
  replace(nullptr, path_.c_str());
  replace(nullptr, journal_.c_str());
  exchange(SIG_DFL, remove_and_end);
}

UnfinishedFile::~UnfinishedFile() {
  remove();
  replace(path_.c_str(), nullptr);
  replace(journal_.c_str(), nullptr);
  const bool is_last = std::ranges::all_of(begun, [](const auto& path) { return path.load() == nullptr; });
  if (is_last) exchange(remove_and_end, SIG_DFL);
}

void UnfinishedFile::remove() const {
  unlink(path_.c_str());
  unlink(journal_.c_str());
}

}  // namespace nexor
