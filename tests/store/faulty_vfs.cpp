#include "tests/store/faulty_vfs.h"

#include <utility>

namespace nexor::sqlite {

namespace {

// What SQLite holds of an open file; the real one stands behind it in the same memory.
struct File {
  sqlite3_file base;
  FaultyVfs* owner;
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1); }

FaultyVfs& owner(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->owner; }

int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }

int read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
  return owner(file).answer('r', SQLITE_IOERR_READ,
                            [=] { return real(file)->pMethods->xRead(real(file), to, amount, offset); });
}

int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
  return owner(file).answer('w', SQLITE_FULL,
                            [=] { return real(file)->pMethods->xWrite(real(file), from, amount, offset); });
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  return owner(file).answer('t', SQLITE_IOERR_TRUNCATE,
                            [=] { return real(file)->pMethods->xTruncate(real(file), size); });
}

int sync(sqlite3_file* file, int flags) {
  return owner(file).answer('s', SQLITE_IOERR_FSYNC, [=] { return real(file)->pMethods->xSync(real(file), flags); });
}

int size(sqlite3_file* file, sqlite3_int64* result) {
  return owner(file).answer('z', SQLITE_IOERR_FSTAT,
                            [=] { return real(file)->pMethods->xFileSize(real(file), result); });
}

int lock(sqlite3_file* file, int level) {
  return owner(file).answer('l', SQLITE_IOERR_LOCK, [=] { return real(file)->pMethods->xLock(real(file), level); });
}

int unlock(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }

int check_reserved(sqlite3_file* file, int* result) {
  return owner(file).answer('l', SQLITE_IOERR_CHECKRESERVEDLOCK,
                            [=] { return real(file)->pMethods->xCheckReservedLock(real(file), result); });
}

int control(sqlite3_file* file, int what, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), what, argument);
}

int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }

int characteristics(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }

// Version 1: without shared memory, so without a WAL.
constexpr sqlite3_io_methods methods{1,    close,  read,           write,   truncate,    sync,           size,
                                     lock, unlock, check_reserved, control, sector_size, characteristics};

FaultyVfs& owner(sqlite3_vfs* vfs) { return *static_cast<FaultyVfs*>(vfs->pAppData); }

int open_real(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* result) {
  sqlite3_vfs* behind = owner(vfs).real();
  const int code = behind->xOpen(behind, name, real(file), flags, result);
  if (code == SQLITE_OK) *reinterpret_cast<File*>(file) = {{&methods}, &owner(vfs)};
  return code;
}

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* result) {
  file->pMethods = nullptr;
  return owner(vfs).answer('o', SQLITE_CANTOPEN, [=] { return open_real(vfs, name, file, flags, result); });
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  sqlite3_vfs* behind = owner(vfs).real();
  return owner(vfs).answer('x', SQLITE_IOERR_DELETE, [=] { return behind->xDelete(behind, name, sync_folder); });
}

int access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
  sqlite3_vfs* behind = owner(vfs).real();
  return owner(vfs).answer('a', SQLITE_IOERR_ACCESS, [=] { return behind->xAccess(behind, name, flags, result); });
}

}  // namespace

// All that is not replaced here stays the real one's: those calls use nothing of the sqlite3_vfs that they are given.
FaultyVfs::FaultyVfs() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
  vfs_.zName = "faulty";
  vfs_.pAppData = this;
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
  vfs_.xOpen = open;
  vfs_.xDelete = remove;
  vfs_.xAccess = access;
  sqlite3_vfs_register(&vfs_, 1);
}

FaultyVfs::~FaultyVfs() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(real_, 1);
}

void FaultyVfs::fail(FaultPlan plan) {
  stop_failing();
  plan_ = std::make_unique<FaultPlan>(std::move(plan));
}

void FaultyVfs::stop_failing() {
  plan_.reset();
  counted_ = 0;
  has_failed_ = false;
  calls_.clear();
}

bool FaultyVfs::is_failing(char kind) {
  calls_ += kind;
  if (!plan_ || (!plan_->kinds.empty() && plan_->kinds.find(kind) == std::string::npos)) return false;
  ++counted_;
  const bool is_failing = counted_ == plan_->nth || (plan_->is_for_ever && counted_ > plan_->nth);
  has_failed_ = has_failed_ || is_failing;
  return is_failing;
}

bool FaultyVfs::can_be_done(char kind) { return kind == 'w' || kind == 't' || kind == 's' || kind == 'x'; }

}  // namespace nexor::sqlite
