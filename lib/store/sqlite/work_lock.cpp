#include "lib/store/sqlite/work_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include "lib/error.h"

namespace nexor::sqlite {

namespace {

class ByteLock final : public WorkLock {
 public:
  explicit ByteLock(int file) : file_(file) {}
  ~ByteLock() override { close(file_); }
  ByteLock(const ByteLock&) = delete;
  ByteLock& operator=(const ByteLock&) = delete;

  bool take(std::int64_t byte) const { return set(F_WRLCK, byte, F_OFD_SETLK).has_value(); }
  bool share(std::int64_t byte) const { return set(F_RDLCK, byte, F_OFD_SETLK).has_value(); }

  // False also where nobody can say.
  bool is_taken(std::int64_t byte) const { return set(F_WRLCK, byte, F_OFD_GETLK).value_or(F_UNLCK) != F_UNLCK; }

 private:
  // The kind of lock that the system answers with; null where it refuses. An open file description's own lock: unlike a
  // process's, it isn't lost when another descriptor is closed.
  std::optional<short> set(short kind, std::int64_t byte, int command) const {
    struct flock lock {};
    lock.l_type = kind;
    lock.l_whence = SEEK_SET;
    lock.l_start = byte;
    lock.l_len = 1;
    if (fcntl(file_, command, &lock) != 0) return {};
    return lock.l_type;
  }

  int file_;
};

// To look at the locks of a file that is there. Null where it is none.
std::unique_ptr<ByteLock> opened(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return {};
  auto lock = std::make_unique<ByteLock>(file);
  struct stat status {};
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) return {};
  return lock;
}

[[noreturn]] void fail(const std::string& path) {
  const Fault fault =
      errno == EACCES || errno == EPERM || errno == EROFS ? Fault::permission_denied : Fault::store_unavailable;
  throw Error(fault, fmt::format("the lock file '{}' can't be used: {}", path, std::strerror(errno)));
}

}  // namespace

std::string lock_file_of(const std::string& store) { return store + "-batches"; }

std::unique_ptr<WorkLock> lock_work(const std::string& path, std::int64_t byte) {
  constexpr mode_t owner_only = 0600;
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, owner_only);
  if (file < 0) fail(path);
  auto lock = std::make_unique<ByteLock>(file);
  struct stat status {};
  if (fstat(file, &status) != 0) fail(path);
  if (!S_ISREG(status.st_mode)) {
    throw Error(Fault::store_unavailable, fmt::format("the lock file '{}' can't be used: it is not a file", path));
  }
  if (lock->take(byte)) return lock;
  if (errno == EAGAIN || errno == EACCES) return nullptr;
  fail(path);
}

std::unique_ptr<WorkLock> show_waiting(const std::string& path) {
  auto lock = opened(path);
  if (!lock || !lock->share(byte_of_waiters)) return {};
  return lock;
}

bool is_anybody_waiting(const std::string& path) {
  const auto lock = opened(path);
  return lock && lock->is_taken(byte_of_waiters);
}

}  // namespace nexor::sqlite
