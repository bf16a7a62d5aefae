#pragma once

#include <sys/types.h>

#include <functional>
#include <vector>

namespace nexor::fault {

// Processes beside this one, which are copies of it: nothing may be open in it that isn't meant to be shared, as is a
// store. Those that are left at the end are killed.
class Crowd {
 public:
  Crowd() = default;
  ~Crowd();
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

  void start(const std::function<void()>& work);
  // SIGKILL to the one at that place, in the order of their start.
  void kill(std::size_t place);
  // Takes those out that have ended.
  void reap();
  void wait_for_all();

  std::size_t size() const { return running_.size(); }
  // How many ended otherwise than by doing their work or by being killed.
  int failures() const { return failures_; }

 private:
  struct Process {
    pid_t id = 0;
    bool is_killed = false;
  };

  void note_end(const Process& process, int status);

  std::vector<Process> running_;
  int failures_ = 0;
};

}  // namespace nexor::fault
