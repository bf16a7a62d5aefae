#include "cli/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace nexor {

namespace {

namespace fs = std::filesystem;

Error unwritable(const fs::path& path, int error) {
  return {Fault::output_failed, fmt::format("'{}' can't be written: {}", path.string(), std::strerror(error))};
}

// The number of an open descriptor of ours that a link stands for: those in /proc/self/fd, where /dev/fd/1 and
// /dev/stdout lead to.
std::optional<int> descriptor_behind(const fs::path& link) {
  std::error_code error;
  if (fs::canonical(link.parent_path(), error) != fs::canonical("/proc/self/fd", error) || error) return {};
  const std::string name = link.filename();
  int number = 0;
  const auto [end, mistake] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (mistake != std::errc{} || end != name.data() + name.size()) return {};
  return number;
}

// Where links lead: to a path that is none, or to an open descriptor. Opened by its path, a descriptor would begin
// anew at the front of its file, so that is not followed.
struct Place {
  fs::path path;
  std::optional<int> descriptor;
};

Place place_of(const std::string& path) {
  constexpr int most_links = 40;
  std::error_code error;
  fs::path place = fs::absolute(path, error);
  for (int links = 0; links < most_links && fs::is_symlink(fs::symlink_status(place, error)); ++links) {
    if (const auto descriptor = descriptor_behind(place)) return {place, descriptor};
    place = place.parent_path() / fs::read_symlink(place, error);
  }
  return {place, {}};
}

// What stands at a path. Null where nothing does.
std::optional<struct stat> found_at(const fs::path& path) {
  struct stat found {};
  if (stat(path.c_str(), &found) == 0) return found;
  if (errno != ENOENT) throw unwritable(path, errno);
  return {};
}

// The file that takes another's place belongs to the same people, as far as we may say so, and is open to the same.
void take_over(int descriptor, const struct stat& from) {
  constexpr mode_t permissions = 0777;
  if (fchown(descriptor, from.st_uid, from.st_gid) != 0) errno = 0;
  fchmod(descriptor, from.st_mode & permissions);
}

}  // namespace

Context::OutputFile::OutputFile(const std::string& path) {
  if (path.empty())
    throw Error(Fault::usage, "FILE is empty").with_hint("say where the answer goes; - for standard output");
  const Place place = place_of(path);
  path_ = place.path;
  if (place.descriptor) {
    buffer_.attach(fcntl(*place.descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  } else if (const auto found = found_at(path_); found && !S_ISREG(found->st_mode)) {
    buffer_.attach(open(path_.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC));
  } else {
    open_beside(found);
  }
  if (buffer_.descriptor() < 0) throw unwritable(path_, errno);
}

void Context::OutputFile::open_beside(const std::optional<struct stat>& found) {
  if (found && faccessat(AT_FDCWD, path_.c_str(), W_OK, AT_EACCESS) != 0) return;
  std::string name = path_.string() + ".XXXXXX";
  buffer_.attach(mkostemp(name.data(), O_CLOEXEC));
  if (buffer_.descriptor() < 0) return;
  beside_.emplace(name);
  if (found) take_over(buffer_.descriptor(), *found);
}

void Context::OutputFile::keep() {
  if (!buffer_.close()) throw unwritable(path_, buffer_.error());
  if (beside_ && std::rename(beside_->path().c_str(), path_.c_str()) != 0) throw unwritable(path_, errno);
  beside_.reset();
}

}  // namespace nexor
