#include "tests/fault/crowd.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <iostream>
#include <stdexcept>

namespace nexor::fault {

namespace {

// Ends here: what the process that it was copied from has still to tidy up is that one's business.
[[noreturn]] void run(const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception& exception) {
    std::cerr << "a process of the crowd: " << exception.what() << '\n';
    _exit(1);
  }
  _exit(0);
}

}  // namespace

Crowd::~Crowd() {
  for (std::size_t place = 0; place < running_.size(); ++place) kill(place);
  wait_for_all();
}

void Crowd::start(const std::function<void()>& work) {
  const pid_t id = fork();
  if (id < 0) throw std::runtime_error("no process can be started");
  if (id == 0) run(work);
  running_.push_back({id});
}

void Crowd::kill(std::size_t place) {
  ::kill(running_[place].id, SIGKILL);
  running_[place].is_killed = true;
}

void Crowd::reap() {
  std::erase_if(running_, [this](const Process& process) {
    int status = 0;
    if (waitpid(process.id, &status, WNOHANG) == 0) return false;
    note_end(process, status);
    return true;
  });
}

void Crowd::wait_for_all() {
  for (const Process& process : running_) {
    int status = 0;
    waitpid(process.id, &status, 0);
    note_end(process, status);
  }
  running_.clear();
}

void Crowd::note_end(const Process& process, int status) {
  const bool is_done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (!is_done && !process.is_killed) ++failures_;
}

}  // namespace nexor::fault
