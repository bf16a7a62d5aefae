#include "cli/spawn.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <string_view>

extern char** environ;

namespace nexor {

namespace {

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

std::string_view name_of(std::string_view variable) { return variable.substr(0, variable.find('=')); }

std::vector<std::string> environment_of(const Spawn& program) {
  std::vector<std::string> variables = program.variables;
  const auto is_taken = [&](std::string_view name) {
    return std::ranges::any_of(program.variables, [&](const auto& each) { return name_of(each) == name; }) ||
           std::ranges::find(program.left_out, name) != program.left_out.end();
  };
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (!is_taken(name_of(*variable))) variables.emplace_back(*variable);
  }
  return variables;
}

// Owns what posix_spawn(3) is told.
class Plan {
 public:
  explicit Plan(const Spawn& program) {
    posix_spawn_file_actions_init(&actions_);
    for (const auto& [ours, its] : program.streams) posix_spawn_file_actions_adddup2(&actions_, ours, its);
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
    if (program.has_own_session) flags |= POSIX_SPAWN_SETSID;
    posix_spawnattr_setflags(&attributes_, static_cast<short>(flags));
  }
  ~Plan() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

pid_t spawn(const Spawn& program) {
  const Plan plan(program);
  auto words = program.words;
  auto variables = environment_of(program);
  pid_t child = 0;
  const int error = posix_spawnp(&child, words.front().c_str(), plan.actions(), plan.attributes(),
                                 pointers(words).data(), pointers(variables).data());
  return error == 0 ? child : -error;
}

TerminalSignalsIgnored::TerminalSignalsIgnored() {
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals[i], &ignore, &before_[i]);
}

TerminalSignalsIgnored::~TerminalSignalsIgnored() {
  for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals[i], &before_[i], nullptr);
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace nexor
