#pragma once

#include "tests/support/vfs_layer.h"

namespace nexor::fault {

// SQLite without its syncs: a process that is killed takes nothing with it that the system has, so where no power is
// cut they only take time.
class UnsyncedVfs final : public support::VfsLayer {
 public:
  UnsyncedVfs() : VfsLayer("unsynced") {}
  int sync(sqlite3_file*, int) override { return SQLITE_OK; }
  int remove(const char* name, int) override { return VfsLayer::remove(name, 0); }
};

}  // namespace nexor::fault
