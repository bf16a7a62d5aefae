#include "tests/store/faulty_vfs.h"

#include <utility>

namespace nexor::sqlite {

namespace {

bool can_be_done(char kind) { return kind == 'w' || kind == 't' || kind == 's' || kind == 'x'; }

}  // namespace

// What SQLite's call of this kind has to answer: `work` is what really happens.
template <class Work>
int FaultyVfs::answer(char kind, int error, const Work& work) {
  if (!is_failing(kind)) return work();
  if (plan_->is_done && can_be_done(kind)) work();
  return error;
}

int FaultyVfs::open(const char* name, sqlite3_file* file, int flags, int* result) {
  return answer('o', SQLITE_CANTOPEN, [=, this] { return VfsLayer::open(name, file, flags, result); });
}

int FaultyVfs::remove(const char* name, int sync_folder) {
  return answer('x', SQLITE_IOERR_DELETE, [=, this] { return VfsLayer::remove(name, sync_folder); });
}

int FaultyVfs::access(const char* name, int flags, int* result) {
  return answer('a', SQLITE_IOERR_ACCESS, [=, this] { return VfsLayer::access(name, flags, result); });
}

int FaultyVfs::read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
  return answer('r', SQLITE_IOERR_READ, [=, this] { return VfsLayer::read(file, to, amount, offset); });
}

int FaultyVfs::write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
  return answer('w', SQLITE_FULL, [=, this] { return VfsLayer::write(file, from, amount, offset); });
}

int FaultyVfs::truncate(sqlite3_file* file, sqlite3_int64 size) {
  return answer('t', SQLITE_IOERR_TRUNCATE, [=, this] { return VfsLayer::truncate(file, size); });
}

int FaultyVfs::sync(sqlite3_file* file, int flags) {
  return answer('s', SQLITE_IOERR_FSYNC, [=, this] { return VfsLayer::sync(file, flags); });
}

int FaultyVfs::size(sqlite3_file* file, sqlite3_int64* result) {
  return answer('z', SQLITE_IOERR_FSTAT, [=, this] { return VfsLayer::size(file, result); });
}

int FaultyVfs::lock(sqlite3_file* file, int level) {
  return answer('l', SQLITE_IOERR_LOCK, [=, this] { return VfsLayer::lock(file, level); });
}

int FaultyVfs::check_reserved(sqlite3_file* file, int* result) {
  return answer('l', SQLITE_IOERR_CHECKRESERVEDLOCK, [=, this] { return VfsLayer::check_reserved(file, result); });
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

}  // namespace nexor::sqlite
