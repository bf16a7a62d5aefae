#include "lib/store/sqlite/work_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "lib/error.h"

namespace nexor::sqlite {

namespace {

class ByteLock final : public WorkLock {
 public:
  explicit ByteLock(int file) : file_(file) {}
  ~ByteLock() override { close(file_); }
  ByteLock(const ByteLock&) = delete;
  ByteLock& operator=(const ByteLock&) = delete;

  // An open file description's own lock: unlike a process's, it isn't lost when another descriptor is closed.
  bool take(std::int64_t byte) const {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = byte;
    lock.l_len = 1;
    return fcntl(file_, F_OFD_SETLK, &lock) == 0;
  }

 private:
  int file_;
};

[[noreturn]] void fail(const std::string& path) {
  const Fault fault =
      errno == EACCES || errno == EPERM || errno == EROFS ? Fault::permission_denied : Fault::store_unavailable;
  throw Error(fault, fmt::format("the lock file '{}' can't be used: {}", path, std::strerror(errno)));
}

}  // namespace

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

}  // namespace nexor::sqlite
