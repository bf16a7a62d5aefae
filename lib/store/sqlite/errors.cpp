#include "lib/store/sqlite/errors.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace nexor::sqlite {

namespace {

Error unavailable(const std::string& path, std::string_view why) {
  return Error(Fault::store_unavailable, fmt::format("the store '{}' can't be used: {}", path, why));
}

// A mode that forbids it is a permission that somebody lacks; a file system that is read-only is not.
Error may_not_write(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const auto is_forbidden = [](const char* name) { return access(name, W_OK) != 0 && errno == EACCES; };
  if (!is_forbidden(path.c_str()) && !is_forbidden(folder.empty() ? "." : folder.c_str())) {
    return unavailable(path, "it may not be written");
  }
  return Error(Fault::permission_denied, fmt::format("you may not write the store '{}'", path))
      .with_hint("its owner can, or a service user that you may act as");
}

}  // namespace

Error corrupt(const std::string& what) {
  return Error(Fault::store_corrupt, fmt::format("the store is damaged: {}", what))
      .with_hint("leave it as it is, keep a copy, and restore a backup");
}

Error foreign(const std::string& path) {
  return Error(Fault::store_foreign, fmt::format("'{}' is no nexor store", path))
      .with_hint(
          "name another with --store sqlite:PATH; the file was left as it is, and if it was the store once, move it"
          " away with its journal and restore a backup");
}

Error error_of(int code, const std::string& path) {
  constexpr int primary_mask = 0xFF;
  switch (code & primary_mask) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Error(Fault::store_busy, fmt::format("the store '{}' is busy: another command holds it", path))
          .with_hint("try again, or wait longer with --lock-timeout 60s");
    case SQLITE_FULL:
      return Error(Fault::disk_full, fmt::format("no space is left for the store '{}'; nothing was changed", path))
          .with_hint("make room and run the same command again");
    case SQLITE_CORRUPT:
      return corrupt(path);
    case SQLITE_NOTADB:
      return foreign(path);
    case SQLITE_READONLY:
      return may_not_write(path);
    case SQLITE_CANTOPEN:
      return unavailable(path, "it, or a file beside it, can't be opened");
    case SQLITE_IOERR:
      return unavailable(path, "reading or writing failed");
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return unavailable(path, "access is denied");
    case SQLITE_PROTOCOL:
      return unavailable(path, "its locks don't work on this file system");
    case SQLITE_NOMEM:
      return Error(Fault::internal, "out of memory");
    case SQLITE_TOOBIG:
      return Error(Fault::input_invalid, "a value is too large for the store");
    default:
      return Error(Fault::internal, fmt::format("the store '{}' answered with code {}", path, code));
  }
}

}  // namespace nexor::sqlite
