#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/fault/crowd.h"
#include "tests/fault/history.h"
#include "tests/fault/unsynced_vfs.h"
#include "tests/fault/worker.h"
#include "tests/support/desk_world.h"

namespace nexor::fault {

// A store that many processes work on at once, each a copy of this one with the whole of nexor in it, and the log of
// what they did.
class SharedDesk {
 public:
  // With so many subscriptions, none of them cancelled.
  explicit SharedDesk(int subscriptions);

  // Lets so many processes work at once, each with its number, and waits for them.
  void together(int processes, const std::function<void(Worker&, int)>& work);

  // Lets processes do what comes to their minds, and kills some of them at any moment, until there are so many commands
  // in the log. Beside them one reads, and holds up whoever wants to commit.
  void as_it_comes(int commands);

  const std::vector<std::string>& subscriptions() const { return subscriptions_; }
  std::vector<Entry> log() const;

  // Where the store contradicts the log, and what of the invariant doesn't hold: see contradictions() and broken().
  std::vector<std::string> findings();

 private:
  void start(Crowd& crowd, const std::function<void(Worker&, int)>& work);
  void check_failures(const Crowd& crowd);
  void read_for_ever() const;

  UnsyncedVfs vfs_;
  support::DeskWorld desk_;
  std::string store_;
  std::string log_folder_;
  std::vector<std::string> subscriptions_;
  std::vector<std::string> failures_;
  int workers_ = 0;
  std::mt19937_64 chance_{1};
};

// A sentence for each command that wasn't answered with success.
std::vector<std::string> failed(const std::vector<Entry>& log);

// A sentence for each target that isn't one command's effect.
std::vector<std::string> not_won_once(const std::vector<Entry>& log);

}  // namespace nexor::fault
