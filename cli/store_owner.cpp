#include "cli/store_owner.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/context.h"

namespace nexor {

void check_store_owner(Context& context) {
  const std::string path = context.store_path();
  struct stat status {};
  const bool is_there = stat(path.c_str(), &status) == 0;
  if (!is_there && errno != ENOENT && errno != ENOTDIR) {
    throw Error(Fault::store_unavailable,
                fmt::format("the store '{}' can't be looked at: {}", path, std::strerror(errno)));
  }
  if (is_there && geteuid() != 0 && status.st_uid != geteuid()) {
    throw Error(Fault::permission_denied, fmt::format("the store '{}' belongs to another user", path))
        .with_hint("this takes the owner of its file, or root");
  }
}

Desk& owners_desk(Context& context) {
  check_store_owner(context);
  Desk& desk = context.open_desk();
  desk.actor = context.system_actor();
  return desk;
}

std::unique_ptr<WorkLock> lock_care(Context& context) {
  auto lock = context.surroundings().lock_care(context.store_path());
  if (lock) return lock;
  throw Error(Fault::store_busy, "another backup, restore or migration of this store is running")
      .with_hint("let it finish");
}

}  // namespace nexor
