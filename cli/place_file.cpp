#include "cli/place_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "lib/error.h"

namespace nexor {

namespace {

bool sync_folder_of(const std::string& path) {
  const auto parent = std::filesystem::path(path).parent_path();
  const std::string folder = parent.empty() ? std::string(".") : parent.string();
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool is_synced = fsync(descriptor) == 0;
  close(descriptor);
  return is_synced;
}

std::filesystem::file_status status_of(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() != std::filesystem::file_type::none) return status;
  throw Error(Fault::store_unavailable, fmt::format("'{}' can't be looked at: {}", path, error.message()));
}

}  // namespace

bool is_there(const std::string& path) { return std::filesystem::exists(status_of(path)); }

bool is_file(const std::string& path) { return std::filesystem::is_regular_file(status_of(path)); }

void place_file(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) == 0 && sync_folder_of(to)) return;
  throw Error(Fault::store_unavailable, fmt::format("'{}' can't be written: {}", to, std::strerror(errno)));
}

// The process's umask leaves others nothing.
void make_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (folder.empty() || std::filesystem::create_directories(folder, error) || !error) return;
  throw Error(Fault::store_unavailable,
              fmt::format("the folder '{}' can't be made: {}", folder.string(), error.message()));
}

}  // namespace nexor
