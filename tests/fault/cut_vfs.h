#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/fault/disk.h"
#include "tests/support/vfs_layer.h"

namespace nexor::fault {

// What a disk only says that it does.
struct Lies {
  bool skips_files = false;    // syncs of files, as without `synchronous`
  bool skips_folders = false;  // syncs of the folder, as where a journal's removal isn't synced
  bool skips_journals = false;
};

// Lets SQLite work on real files, and notes beside it what a disk would have of those in one folder. What other code
// writes there isn't seen: a session's file, the renaming of a finished backup, an answer given with -o. Those are
// failed and killed at each of their system calls, in tests that run the binary as a process. Nothing is really synced:
// that takes its time, and here nobody can tell.
class CutVfs final : public support::VfsLayer {
 public:
  // `at_sync` is called with what the disk has before each sync of it, whether the disk honours it or not.
  CutVfs(std::string folder, std::function<void(const Disk&)> at_sync);

  void lie(Lies lies) { lies_ = lies; }

  const Disk& disk() const { return disk_; }

  // What each database had in it when its journal was removed, which is a commit or the end of a rollback: name and
  // content, oldest first.
  std::vector<std::pair<std::string, std::string>> take_committed() { return std::exchange(committed_, {}); }

  int open(const char* name, sqlite3_file* file, int flags, int* result) override;
  int close(sqlite3_file* file) override;
  int remove(const char* name, int sync_folder) override;
  int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) override;
  int truncate(sqlite3_file* file, sqlite3_int64 size) override;
  int sync(sqlite3_file* file, int flags) override;

 private:
  struct Opened {
    std::shared_ptr<DiskFile> file;
    bool is_journal = false;
    bool syncs_folder = false;
  };

  bool is_watched(const char* name) const;
  bool exists(const char* name);
  std::string content_of(sqlite3_file* file);
  void sync_folder();
  void note_commit(const std::string& journal);

  std::string folder_;
  Lies lies_;
  std::function<void(const Disk&)> at_sync_;
  Disk disk_;
  std::map<sqlite3_file*, Opened> opened_;
  std::vector<std::pair<std::string, std::string>> committed_;
};

}  // namespace nexor::fault
