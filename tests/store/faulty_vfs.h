#pragma once

#include <memory>
#include <string>

#include "tests/support/vfs_layer.h"

namespace nexor::sqlite {

// Which calls of SQLite to the system fail from now on, and how.
struct FaultPlan {
  int nth = 1;               // the first that fails, counted from one
  bool is_for_ever = false;  // or once
  bool is_done = false;      // it happens, and only its answer is an error: writes, syncs, truncations and removals
  std::string kinds;         // letters of FaultyVfs::calls that count; all where it is empty
};

// SQLite's way to the system with faults on order. Locks are let go without fault, as Linux does.
class FaultyVfs final : public support::VfsLayer {
 public:
  FaultyVfs() : VfsLayer("faulty") {}

  void fail(FaultPlan plan);
  void stop_failing();

  // One letter for each call since the last fail() or stop_failing(): `o`pen, `r`ead, `w`rite, `t`runcate, `s`ync,
  // `l`ock, `x` for removal, `z` for size, `a`ccess.
  const std::string& calls() const { return calls_; }
  bool has_failed() const { return has_failed_; }

  int open(const char* name, sqlite3_file* file, int flags, int* result) override;
  int remove(const char* name, int sync_folder) override;
  int access(const char* name, int flags, int* result) override;
  int read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) override;
  int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) override;
  int truncate(sqlite3_file* file, sqlite3_int64 size) override;
  int sync(sqlite3_file* file, int flags) override;
  int size(sqlite3_file* file, sqlite3_int64* result) override;
  int lock(sqlite3_file* file, int level) override;
  int check_reserved(sqlite3_file* file, int* result) override;

 private:
  template <class Work>
  int answer(char kind, int error, const Work& work);
  bool is_failing(char kind);

  std::unique_ptr<FaultPlan> plan_;
  int counted_ = 0;
  bool has_failed_ = false;
  std::string calls_;
};

}  // namespace nexor::sqlite
