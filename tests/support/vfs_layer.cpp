#include "tests/support/vfs_layer.h"

namespace nexor::support {

namespace {

// What SQLite holds of an open file; the real one stands behind it in the same memory.
struct File {
  sqlite3_file base;
  VfsLayer* layer;
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1); }

VfsLayer& layer(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->layer; }

int close(sqlite3_file* file) { return layer(file).close(real(file)); }

int read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
  return layer(file).read(real(file), to, amount, offset);
}

int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
  return layer(file).write(real(file), from, amount, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) { return layer(file).truncate(real(file), size); }

int sync(sqlite3_file* file, int flags) { return layer(file).sync(real(file), flags); }

int size(sqlite3_file* file, sqlite3_int64* result) { return layer(file).size(real(file), result); }

int lock(sqlite3_file* file, int level) { return layer(file).lock(real(file), level); }

int unlock(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }

int check_reserved(sqlite3_file* file, int* result) { return layer(file).check_reserved(real(file), result); }

int control(sqlite3_file* file, int what, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), what, argument);
}

int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }

int characteristics(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }

// Version 1: without shared memory, so without a WAL.
constexpr sqlite3_io_methods methods{1,    close,  read,           write,   truncate,    sync,           size,
                                     lock, unlock, check_reserved, control, sector_size, characteristics};

VfsLayer& layer(sqlite3_vfs* vfs) { return *static_cast<VfsLayer*>(vfs->pAppData); }

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* result) {
  file->pMethods = nullptr;
  const int code = layer(vfs).open(name, real(file), flags, result);
  if (code == SQLITE_OK) *reinterpret_cast<File*>(file) = {{&methods}, &layer(vfs)};
  return code;
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) { return layer(vfs).remove(name, sync_folder); }

int access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
  return layer(vfs).access(name, flags, result);
}

}  // namespace

// All that is not replaced here stays the real one's: those calls use nothing of the sqlite3_vfs that they are given.
VfsLayer::VfsLayer(const char* name) : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
  vfs_.zName = name;
  vfs_.pAppData = this;
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
  vfs_.xOpen = support::open;
  vfs_.xDelete = support::remove;
  vfs_.xAccess = support::access;
  sqlite3_vfs_register(&vfs_, 1);
}

VfsLayer::~VfsLayer() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(real_, 1);
}

int VfsLayer::open(const char* name, sqlite3_file* file, int flags, int* result) {
  return real_->xOpen(real_, name, file, flags, result);
}

int VfsLayer::remove(const char* name, int sync_folder) { return real_->xDelete(real_, name, sync_folder); }

int VfsLayer::access(const char* name, int flags, int* result) { return real_->xAccess(real_, name, flags, result); }

int VfsLayer::close(sqlite3_file* file) { return file->pMethods->xClose(file); }

int VfsLayer::read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
  return file->pMethods->xRead(file, to, amount, offset);
}

int VfsLayer::write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
  return file->pMethods->xWrite(file, from, amount, offset);
}

int VfsLayer::truncate(sqlite3_file* file, sqlite3_int64 size) { return file->pMethods->xTruncate(file, size); }

int VfsLayer::sync(sqlite3_file* file, int flags) { return file->pMethods->xSync(file, flags); }

int VfsLayer::size(sqlite3_file* file, sqlite3_int64* result) { return file->pMethods->xFileSize(file, result); }

int VfsLayer::lock(sqlite3_file* file, int level) { return file->pMethods->xLock(file, level); }

int VfsLayer::check_reserved(sqlite3_file* file, int* result) {
  return file->pMethods->xCheckReservedLock(file, result);
}

}  // namespace nexor::support
