#include "lib/store/sqlite/copy.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <thread>

#include "lib/error.h"
#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"

namespace nexor::sqlite {

namespace {

class Backup {
 public:
  Backup(Connection& source, Connection& target) : target_(target) {
    backup_ = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    if (backup_ == nullptr) throw error_of(sqlite3_errcode(target.handle()), target.path());
  }
  ~Backup() { sqlite3_backup_finish(backup_); }
  Backup(const Backup&) = delete;
  Backup& operator=(const Backup&) = delete;

  // True once all is copied; false where another has the lock.
  bool step(int pages) {
    const int code = sqlite3_backup_step(backup_, pages);
    if (code == SQLITE_DONE) return true;
    if (code != SQLITE_OK && code != SQLITE_BUSY && code != SQLITE_LOCKED) throw error_of(code, target_.path());
    is_busy_ = code != SQLITE_OK;
    return false;
  }

  bool is_busy() const { return is_busy_; }
  int remaining() const { return sqlite3_backup_remaining(backup_); }

 private:
  Connection& target_;
  sqlite3_backup* backup_ = nullptr;
  bool is_busy_ = false;
};

// Each write of another begins the copy anew, and then no less remains than before, so after a few tries the whole is
// copied in one step, which holds writers.
class Pace {
 public:
  int pages(int remaining) {
    if (last_ != 0 && remaining >= last_) ++restarts_;
    last_ = remaining;
    constexpr int at_a_time = 1000;
    constexpr int tries = 5;
    return restarts_ < tries ? at_a_time : -1;
  }

 private:
  int last_ = 0;
  int restarts_ = 0;
};

std::vector<std::string> lines_of(Connection& connection, const std::string& sql) {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v2(connection.handle(), sql.c_str(), -1, &prepared, nullptr);
  if (code != SQLITE_OK) throw error_of(code, connection.path());
  // A connection can't be closed under a statement: it goes also where there is no memory for a line.
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(prepared, &sqlite3_finalize);
  std::vector<std::string> lines;
  int step = SQLITE_OK;
  while ((step = sqlite3_step(statement.get())) == SQLITE_ROW) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0));
    lines.emplace_back(text == nullptr ? "" : text);
  }
  if (step != SQLITE_DONE) throw error_of(step, connection.path());
  return lines;
}

}  // namespace

void copy_database(Connection& source, Connection& target, std::chrono::milliseconds patience) {
  Backup backup(source, target);
  Pace pace;
  auto progressed = std::chrono::steady_clock::now();
  constexpr std::chrono::milliseconds pause{10};
  while (!backup.step(pace.pages(backup.remaining()))) {
    const auto now = std::chrono::steady_clock::now();
    if (!backup.is_busy()) progressed = now;
    if (now - progressed > patience) throw error_of(SQLITE_BUSY, target.path());
    std::this_thread::sleep_for(pause);
  }
}

namespace {

// A page that couldn't be read, for want of memory or for an error of the disk, is told among the flaws with its code;
// it says nothing about the file.
void check_was_read(const std::string& flaw, const std::string& path) {
  constexpr std::string_view before_code = "error code=";
  const std::size_t at = flaw.find(before_code);
  if (at == std::string::npos) return;
  int code = 0;
  std::from_chars(flaw.data() + at + before_code.size(), flaw.data() + flaw.size(), code);
  constexpr int primary_mask = 0xFF;
  if ((code & primary_mask) == SQLITE_NOMEM || (code & primary_mask) == SQLITE_IOERR) throw error_of(code, path);
}

}  // namespace

std::vector<std::string> flaws_of(Connection& connection, std::size_t most) {
  auto found = lines_of(connection, fmt::format("PRAGMA integrity_check({})", most));
  if (found.size() == 1 && found.front() == "ok") found.clear();
  for (const std::string& flaw : found) check_was_read(flaw, connection.path());
  for (const std::string& table : lines_of(connection, "SELECT \"table\" FROM pragma_foreign_key_check")) {
    if (found.size() >= most) break;
    found.push_back(fmt::format("a row of {} names another that isn't there", table));
  }
  return found;
}

}  // namespace nexor::sqlite
