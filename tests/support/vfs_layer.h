#pragma once

#include <sqlite3.h>

namespace nexor::support {

// A layer between SQLite and the default VFS, and itself the default while it lives. Every call goes through to the
// real one unless a class that stands on this one says otherwise; files are the real VFS's own.
class VfsLayer {
 public:
  explicit VfsLayer(const char* name);
  virtual ~VfsLayer();
  VfsLayer(const VfsLayer&) = delete;
  VfsLayer& operator=(const VfsLayer&) = delete;

  sqlite3_vfs* real() const { return real_; }

  virtual int open(const char* name, sqlite3_file* file, int flags, int* result);
  virtual int remove(const char* name, int sync_folder);
  virtual int access(const char* name, int flags, int* result);
  virtual int close(sqlite3_file* file);
  virtual int read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset);
  virtual int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset);
  virtual int truncate(sqlite3_file* file, sqlite3_int64 size);
  virtual int sync(sqlite3_file* file, int flags);
  virtual int size(sqlite3_file* file, sqlite3_int64* result);
  virtual int lock(sqlite3_file* file, int level);
  virtual int check_reserved(sqlite3_file* file, int* result);

 private:
  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
};

}  // namespace nexor::support
