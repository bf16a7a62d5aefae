#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/fault/cut_vfs.h"
#include "tests/fault/invariant.h"
#include "tests/fault/story.h"
#include "tests/support/desk_world.h"

namespace nexor::fault {

// Runs commands on a store, and for each moment at which the power may go during one, and after it, looks at what a
// disk could have then: puts that into a folder of its own, and holds it against what was promised. A cut may come
// again while the store recovers from one.
class PowerCuts {
 public:
  // Each sync is cut at `cuts` times, of which those count that leave different bytes. All chance comes from `seed`.
  PowerCuts(std::uint64_t seed, int cuts);

  // Goes on with a store that is made elsewhere.
  void take(const std::string& store);
  // Without a cut.
  void prepare(const std::vector<Step>& steps);
  void cut(const std::vector<Step>& steps);
  // From now on the disk does.
  void lie(Lies lies) { vfs_.lie(lies); }

  // Everything that was found broken, a sentence each.
  const std::vector<std::string>& findings() const { return findings_; }
  int count() const { return count_; }
  std::uint64_t seed() const { return seed_; }

 private:
  using Files = std::map<std::string, std::string>;

  // What a store may hold after a cut, and what was promised of it.
  struct State {
    std::string content;
    Promises promises;
  };
  // Those that it may be in, of which the last one is the newest.
  using States = std::vector<State>;

  void run(const Step& step);
  void cut_in(const Step& step);
  State state_after(const Step& step, const std::string& answer);
  void examine(const std::string& where, const Files& files, const States& allowed, bool is_cut_again);
  void put_back(const Files& files);
  std::vector<Files> recover(bool is_cut);
  void make_usable();
  void check(const std::string& where, const States& allowed);
  std::string content_of(const std::string& bytes) const;

  std::uint64_t seed_;
  int cuts_;
  Chance chance_;
  support::DeskWorld desk_;
  support::DeskWorld after_;  // where what is left of the store is looked at
  std::string store_;
  std::string left_;  // the store there
  State now_;
  Promises backed_up_;
  std::vector<std::vector<Files>> syncs_;  // of the command that runs: what a disk may have at each
  std::vector<std::string> findings_;
  int count_ = 0;
  CutVfs vfs_;
};

}  // namespace nexor::fault
