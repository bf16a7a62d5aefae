#include "tests/fault/cut_vfs.h"

#include <filesystem>
#include <string_view>
#include <utility>

namespace nexor::fault {

namespace {

constexpr std::string_view journal_ending = "-journal";

std::string name_of(const char* path) { return std::filesystem::path(path).filename(); }

}  // namespace

CutVfs::CutVfs(std::string folder, std::function<void(const Disk&)> at_sync)
    : VfsLayer("cut"), folder_(std::move(folder)), at_sync_(std::move(at_sync)) {}

// Files without a name are SQLite's own scratch, and nobody finds them after a cut.
bool CutVfs::is_watched(const char* name) const {
  return name != nullptr && std::filesystem::path(name).parent_path() == folder_;
}

bool CutVfs::exists(const char* name) {
  int is_there = 0;
  VfsLayer::access(name, SQLITE_ACCESS_EXISTS, &is_there);
  return is_there != 0;
}

std::string CutVfs::content_of(sqlite3_file* file) {
  sqlite3_int64 size = 0;
  VfsLayer::size(file, &size);
  std::string content(static_cast<std::size_t>(size), '\0');
  VfsLayer::read(file, content.data(), static_cast<int>(size), 0);
  return content;
}

int CutVfs::open(const char* name, sqlite3_file* file, int flags, int* result) {
  const bool is_there = name != nullptr && exists(name);
  const int code = VfsLayer::open(name, file, flags, result);
  if (code != SQLITE_OK || !is_watched(name)) return code;
  Opened opened;
  opened.file = is_there ? disk_.find(name_of(name)) : disk_.create(name_of(name));
  if (!opened.file) opened.file = disk_.add(name_of(name), content_of(file));
  opened.is_journal = (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
  // The VFS for unix syncs the folder once, with the first sync of a journal that it may have made.
  opened.syncs_folder = opened.is_journal && (flags & SQLITE_OPEN_CREATE) != 0;
  opened_[file] = std::move(opened);
  return code;
}

int CutVfs::close(sqlite3_file* file) {
  opened_.erase(file);
  return VfsLayer::close(file);
}

int CutVfs::write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
  const int code = VfsLayer::write(file, from, amount, offset);
  const auto found = opened_.find(file);
  if (code == SQLITE_OK && found != opened_.end()) {
    const auto size = static_cast<std::size_t>(amount);
    found->second.file->write(static_cast<std::size_t>(offset), {static_cast<const char*>(from), size});
  }
  return code;
}

int CutVfs::truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int code = VfsLayer::truncate(file, size);
  const auto found = opened_.find(file);
  if (code == SQLITE_OK && found != opened_.end()) found->second.file->truncate(static_cast<std::size_t>(size));
  return code;
}

int CutVfs::sync(sqlite3_file* file, int) {
  const auto found = opened_.find(file);
  if (found == opened_.end()) return SQLITE_OK;
  Opened& opened = found->second;
  at_sync_(disk_);
  if (!lies_.skips_files && !(lies_.skips_journals && opened.is_journal)) opened.file->sync();
  if (std::exchange(opened.syncs_folder, false)) sync_folder();
  return SQLITE_OK;
}

int CutVfs::remove(const char* name, int sync_folder_too) {
  const int code = VfsLayer::remove(name, 0);
  if (code != SQLITE_OK || !is_watched(name)) return code;
  note_commit(name_of(name));
  disk_.remove(name_of(name));
  if (sync_folder_too != 0) sync_folder();
  return code;
}

void CutVfs::sync_folder() {
  at_sync_(disk_);
  if (!lies_.skips_folders) disk_.sync_folder();
}

void CutVfs::note_commit(const std::string& journal) {
  if (!journal.ends_with(journal_ending)) return;
  const std::string name = journal.substr(0, journal.size() - journal_ending.size());
  if (const auto database = disk_.find(name)) committed_.emplace_back(name, database->now());
}

}  // namespace nexor::fault
