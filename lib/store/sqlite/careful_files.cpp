#include "lib/store/sqlite/careful_files.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <new>

namespace nexor::sqlite {

namespace {

// What SQLite holds of an open file; the real one lies elsewhere, as its size is the default's business.
struct File {
  sqlite3_file base;
  sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

int close(sqlite3_file* file) {
  const int code = real(file)->pMethods->xClose(real(file));
  sqlite3_free(real(file));
  return code;
}

// Where the size can't be told either, the file isn't taken for whole.
bool is_within(sqlite3_file* file, int amount, sqlite3_int64 offset) {
  sqlite3_int64 size = 0;
  return file->pMethods->xFileSize(file, &size) != SQLITE_OK || offset + amount <= size;
}

// Another process may have made the file longer since, so it is read twice.
int read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
  int code = SQLITE_OK;
  for (int tries = 0; tries < 2; ++tries) {
    code = real(file)->pMethods->xRead(real(file), to, amount, offset);
    if (code == SQLITE_IOERR_CORRUPTFS) return SQLITE_IOERR_READ;
    if (code != SQLITE_IOERR_SHORT_READ || !is_within(real(file), amount, offset)) return code;
  }
  return SQLITE_IOERR_READ;
}

int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
  return real(file)->pMethods->xWrite(real(file), from, amount, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) { return real(file)->pMethods->xTruncate(real(file), size); }
int sync(sqlite3_file* file, int flags) { return real(file)->pMethods->xSync(real(file), flags); }
int size(sqlite3_file* file, sqlite3_int64* result) { return real(file)->pMethods->xFileSize(real(file), result); }
int lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }

int check_reserved(sqlite3_file* file, int* result) {
  return real(file)->pMethods->xCheckReservedLock(real(file), result);
}

int control(sqlite3_file* file, int what, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), what, argument);
}

int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }

int map_shared(sqlite3_file* file, int page, int page_size, int may_extend, void volatile** result) {
  return real(file)->pMethods->xShmMap(real(file), page, page_size, may_extend, result);
}

int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void fence_shared(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

int unmap_shared(sqlite3_file* file, int removes) { return real(file)->pMethods->xShmUnmap(real(file), removes); }

// Version 1 has no shared memory, so no log; version 2 no memory that is mapped, which isn't used.
constexpr sqlite3_io_methods methods_1{1,    close,  read,           write,   truncate,    sync,           size,
                                       lock, unlock, check_reserved, control, sector_size, characteristics};
constexpr sqlite3_io_methods methods_2{
    2,           close,          read,    write,       truncate,        sync,       size,        lock,
    unlock,      check_reserved, control, sector_size, characteristics, map_shared, lock_shared, fence_shared,
    unmap_shared};

bool is_no_file(const char* name) {
  struct stat status {};
  return name != nullptr && lstat(name, &status) == 0 && !S_ISREG(status.st_mode);
}

int open(sqlite3_vfs* /*self*/, const char* name, sqlite3_file* file, int flags, int* result) {
  file->pMethods = nullptr;
  constexpr int beside_a_store = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
  if ((flags & beside_a_store) != 0 && is_no_file(name)) return SQLITE_CANTOPEN;
  sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
  auto* opened = static_cast<sqlite3_file*>(sqlite3_malloc(vfs->szOsFile));
  if (opened == nullptr) return SQLITE_NOMEM;
  opened->pMethods = nullptr;
  const int code = vfs->xOpen(vfs, name, opened, flags, result);
  if (code != SQLITE_OK) {
    if (opened->pMethods != nullptr) opened->pMethods->xClose(opened);
    sqlite3_free(opened);
    return code;
  }
  *reinterpret_cast<File*>(file) = {{opened->pMethods->iVersion < 2 ? &methods_1 : &methods_2}, opened};
  return SQLITE_OK;
}

int remove(sqlite3_vfs* /*self*/, const char* name, int sync_folder) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
  return vfs->xDelete(vfs, name, sync_folder);
}

int access(sqlite3_vfs* /*self*/, const char* name, int flags, int* result) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
  return vfs->xAccess(vfs, name, flags, result);
}

// All that is not replaced here stays the default's: those calls use nothing of the sqlite3_vfs that they are given.
// There is no default where SQLite found no memory to begin with.
sqlite3_vfs careful_vfs() {
  const sqlite3_vfs* usual = sqlite3_vfs_find(nullptr);
  if (usual == nullptr) throw std::bad_alloc();
  sqlite3_vfs vfs = *usual;
  vfs.zName = "careful";
  vfs.szOsFile = sizeof(File);
  vfs.xOpen = open;
  vfs.xDelete = remove;
  vfs.xAccess = access;
  return vfs;
}

}  // namespace

const char* careful_files() {
  static sqlite3_vfs vfs = careful_vfs();
  [[maybe_unused]] static const int registered = sqlite3_vfs_register(&vfs, 0);
  return vfs.zName;
}

}  // namespace nexor::sqlite
