#include "lib/store/sqlite/store_place.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "lib/error.h"

namespace nexor::sqlite {

void make_folder(const std::filesystem::path& folder) {
  constexpr mode_t owner_only = 0700;
  if (folder.empty()) return;
  std::error_code error;
  const bool is_there = std::filesystem::exists(folder, error);
  if (error) {
    throw Error(Fault::store_unavailable,
                fmt::format("the folder '{}' can't be looked at: {}", folder.string(), error.message()));
  }
  if (is_there) return;
  make_folder(folder.parent_path());
  if (mkdir(folder.c_str(), owner_only) == 0 || errno == EEXIST) return;
  throw Error(Fault::store_unavailable,
              fmt::format("the folder '{}' can't be made: {}", folder.string(), std::strerror(errno)));
}

void keep_to_owner(const std::string& path) {
  constexpr mode_t owner_only = 0600;
  constexpr mode_t of_others = 077;
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || (status.st_mode & of_others) == 0) return;
  if (chmod(path.c_str(), owner_only) == 0) return;
  throw Error(Fault::permission_denied,
              fmt::format("the file '{}' can't be kept to its owner: {}", path, std::strerror(errno)));
}

}  // namespace nexor::sqlite
