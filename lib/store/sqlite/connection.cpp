#include "lib/store/sqlite/connection.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <random>
#include <thread>

#include "lib/error.h"
#include "lib/store/sqlite/careful_files.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/search_index.h"
#include "lib/store/sqlite/work_lock.h"

namespace nexor::sqlite {

namespace {

Error unavailable(const std::string& path, std::string_view why) {
  return Error(Fault::store_unavailable, fmt::format("the store '{}' can't be used: {}", path, why));
}

void check_file(const std::string& path, OpenAs how) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) {
    if (errno != ENOENT && errno != ENOTDIR) throw unavailable(path, std::strerror(errno));
    if (how == OpenAs::new_or_empty) return;
    throw Error(Fault::store_unavailable, fmt::format("there is no store at '{}'", path))
        .with_hint("make one, or name another with --store sqlite:PATH")
        .with_next("nexor init --operator NAME");
  }
  if (!S_ISREG(status.st_mode)) throw unavailable(path, "it is not a file");
}

// SQLite's locks can't be relied on over a network (https://www.sqlite.org/lockingv3.html, section 6).
void check_file_system(const std::string& path) {
  constexpr std::array<std::uint32_t, 6> over_a_network{NFS_SUPER_MAGIC,       SMB_SUPER_MAGIC, 0xFF534D42 /* CIFS */,
                                                        0xFE534D42 /* SMB2 */, AFS_SUPER_MAGIC, CEPH_SUPER_MAGIC};
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  struct statfs status {};
  if (statfs(folder.c_str(), &status) != 0) return;
  const auto kind = static_cast<std::uint32_t>(status.f_type);
  if (std::find(over_a_network.begin(), over_a_network.end(), kind) != over_a_network.end()) {
    throw unavailable(path, "it lies on a network file system, where locks can't be relied on")
        .with_hint("keep the store on a local disk");
  }
}

// SQLite takes these for its own words, not for a file's name.
std::string as_file_name(const std::string& path) {
  const bool is_special = path.empty() || path.front() == ':' || path.compare(0, 5, "file:") == 0;
  return is_special ? "./" + path : path;
}

}  // namespace

// Waits with a jitter, so that those who wait for the same lock don't all come back at once.
struct Connection::Patience {
  std::chrono::milliseconds timeout;
  std::chrono::steady_clock::time_point since;
  std::string lock_file = {};
  std::unique_ptr<WorkLock> sign = {};  // that somebody waits, from then on until the turn is over
  std::minstd_rand jitter{std::random_device{}()};

  // Nothing may be thrown through SQLite; without memory nobody sees that it waits.
  void show() noexcept {
    try {
      sign = show_waiting(lock_file);
    } catch (const std::bad_alloc&) {
    }
  }

  static int wait(void* self, int calls) { return static_cast<Patience*>(self)->wait_again(calls); }

  int wait_again(int calls) {
    constexpr int longest_pause = 20;  // milliseconds
    const auto now = std::chrono::steady_clock::now();
    if (calls == 0) since = now;
    const auto left = timeout - std::chrono::duration_cast<std::chrono::milliseconds>(now - since);
    if (left.count() <= 0) return 0;
    if (!sign) show();
    const int pause = std::uniform_int_distribution{1, std::min(longest_pause, 2 + calls)}(jitter);
    std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(std::chrono::milliseconds{pause}, left));
    return 1;
  }
};

// SQLite would count the memory that it takes, which nobody asks for, and hold one lock over all of it while it does.
// And as one thread at a time has a connection, it needs no lock of its own, nor do the values of its rows.
void take_locks_away() {
  [[maybe_unused]] static const int memory = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  [[maybe_unused]] static const int connections = sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
}

Connection::Connection(std::string path, std::chrono::milliseconds lock_timeout, OpenAs how)
    : path_(std::move(path)), patience_(std::make_unique<Patience>()) {
  patience_->timeout = lock_timeout;
  patience_->lock_file = lock_file_of(path_);
  check_file(path_, how);
  check_file_system(path_);
  take_locks_away();
  const int create = how == OpenAs::new_or_empty ? SQLITE_OPEN_CREATE : 0;
  try {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | create;
    database_ = std::make_unique<SQLite::Database>(as_file_name(path_), flags, 0, careful_files());
  } catch (const SQLite::Exception& exception) {
    throw error_of(exception.getErrorCode(), path_);
  }
  sqlite3_extended_result_codes(database_->getHandle(), 1);
  sqlite3_busy_handler(database_->getHandle(), &Patience::wait, patience_.get());
  // Another's file stays as it is, also where it has a log that closing would write into it.
  sqlite3_db_config(database_->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

Connection::~Connection() = default;

void Connection::configure() {
  sqlite3* handle = database_->getHandle();
  check(add_search_functions(handle));
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  run("PRAGMA synchronous = EXTRA");
  run("PRAGMA foreign_keys = ON");
  run("PRAGMA trusted_schema = OFF");
  run("PRAGMA cell_size_check = ON");
  run("PRAGMA temp_store = MEMORY");
  run("PRAGMA mmap_size = 0");
  run("PRAGMA cache_size = -40000");  // KiB, taken as it is needed: random keys of a large import find their pages
  constexpr int extra = 3;
  const bool is_set = ask("PRAGMA synchronous") == extra && ask("PRAGMA foreign_keys") == 1 &&
                      ask("PRAGMA trusted_schema") == 0 && ask("PRAGMA cell_size_check") == 1;
  SQLite::Statement journal(*database_, "PRAGMA journal_mode = DELETE");
  if (!is_set || !journal.executeStep() || journal.getColumn(0).getString() != "delete") {
    throw Error(Fault::internal, fmt::format("the store '{}' can't be set up for durable writing", path_));
  }
}

void Connection::Finalizer::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Connection::check(int code) const {
  if (code != SQLITE_OK) throw SQLite::Exception(database_->getHandle(), code);
}

sqlite3_stmt* Connection::fresh(Statement& statement, const char* sql) {
  if (statement) {
    sqlite3_reset(statement.get());
    sqlite3_clear_bindings(statement.get());
    return statement.get();
  }
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v3(database_->getHandle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
  if (code == SQLITE_ERROR) throw corrupt(fmt::format("{} ({})", path_, database_->getErrorMsg()));
  check(code);
  statement.reset(prepared);
  return prepared;
}

sqlite3_stmt* Connection::prepared(const char* sql) { return fresh(statements_[sql], sql); }

sqlite3_stmt* Connection::prepared(const std::string& sql) { return fresh(composed_[sql], sql.c_str()); }

void Connection::run(const char* sql) { database_->exec(sql); }

std::int64_t Connection::ask(const char* sql) { return database_->execAndGet(sql).getInt64(); }

std::int64_t Connection::last_row() const { return database_->getLastInsertRowid(); }

sqlite3* Connection::handle() const { return database_->getHandle(); }

int Connection::changes() const { return database_->getChanges(); }

int Connection::try_run(const char* sql) noexcept {
  const int code = database_->tryExec(sql);
  return code == SQLITE_OK ? SQLITE_OK : database_->getExtendedErrorCode();
}

void Connection::wait_for_locks(std::chrono::milliseconds timeout) { patience_->timeout = timeout; }

void Connection::end_turn() { patience_->sign.reset(); }

bool Connection::is_in_transaction() const { return sqlite3_get_autocommit(database_->getHandle()) == 0; }

void Connection::check_transaction() const {
  if (is_in_transaction()) return;
  throw Error(Fault::store_unavailable,
              fmt::format("the store '{}' gave the change up after an error; nothing was changed", path_));
}

}  // namespace nexor::sqlite
