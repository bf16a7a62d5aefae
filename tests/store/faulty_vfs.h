#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>

namespace nexor::sqlite {

// Which calls of SQLite to the system fail from now on, and how.
struct FaultPlan {
  int nth = 1;               // the first that fails, counted from one
  bool is_for_ever = false;  // or once
  bool is_done = false;      // it happens, and only its answer is an error: writes, syncs, truncations and removals
  std::string kinds;         // letters of FaultyVfs::calls that count; all where it is empty
};

// SQLite's way to the system with faults on order: it delegates to the default VFS, and is itself the default while it
// lives. Locks are let go without fault, as Linux does.
class FaultyVfs {
 public:
  FaultyVfs();
  ~FaultyVfs();
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  void fail(FaultPlan plan);
  void stop_failing();

  // One letter for each call since the last fail() or stop_failing(): `o`pen, `r`ead, `w`rite, `t`runcate, `s`ync,
  // `l`ock, `x` for removal, `z` for size, `a`ccess.
  const std::string& calls() const { return calls_; }
  bool has_failed() const { return has_failed_; }

  sqlite3_vfs* real() const { return real_; }

  // What SQLite's call of this kind has to answer: `work` is what really happens.
  template <class Work>
  int answer(char kind, int error, const Work& work) {
    if (!is_failing(kind)) return work();
    if (plan_->is_done && can_be_done(kind)) work();
    return error;
  }

 private:
  bool is_failing(char kind);
  static bool can_be_done(char kind);

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  std::unique_ptr<FaultPlan> plan_;
  int counted_ = 0;
  bool has_failed_ = false;
  std::string calls_;
};

}  // namespace nexor::sqlite
