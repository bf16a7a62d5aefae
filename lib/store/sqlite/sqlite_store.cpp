#include "lib/store/sqlite/sqlite_store.h"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "lib/error.h"
#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/copy.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/schema.h"
#include "lib/store/sqlite/search_index.h"
#include "lib/store/sqlite/tables.h"
#include "lib/store/sqlite/work_lock.h"

namespace nexor::sqlite {

namespace {

class SqliteTransaction final : public Transaction {
 public:
  explicit SqliteTransaction(Connection& connection)
      : connection_(connection),
        index_(connection),
        accounts_(accounts_table(connection, index_)),
        plans_(plans_table(connection)),
        subscriptions_(subscriptions_table(connection, index_)),
        cancellations_(cancellations_table(connection, index_)),
        operators_(operators_table(connection)),
        sessions_(sessions_table(connection)),
        tokens_(tokens_table(connection)),
        events_(events_table(connection)),
        requests_(requests_table(connection, index_)),
        batches_(batches_table(connection)),
        notices_(notices_table(connection)),
        later_feedback_(later_feedback_table(connection)),
        reports_(reports_table(connection)) {}

  StoreInfo info() override {
    Query query(connection_, "SELECT id, series, time_zone, created_at FROM store");
    if (!query.step()) throw corrupt("it has no name");
    return {query.text(), query.text(), query.text(), query.instant()};
  }

  void set_series(const std::string& series) override {
    Query(connection_, "UPDATE store SET series = :series").bind(":series", series).run();
  }

  Accounts& accounts() override { return *accounts_; }
  Plans& plans() override { return *plans_; }
  Subscriptions& subscriptions() override { return *subscriptions_; }
  Cancellations& cancellations() override { return *cancellations_; }
  Operators& operators() override { return *operators_; }
  Sessions& sessions() override { return *sessions_; }
  Tokens& tokens() override { return *tokens_; }
  Events& events() override { return *events_; }
  Requests& requests() override { return *requests_; }
  Batches& batches() override { return *batches_; }
  Notices& notices() override { return *notices_; }
  LaterFeedbacks& later_feedback() override { return *later_feedback_; }
  Reports& reports() override { return *reports_; }

  // Before the commit.
  void finish() { index_.finish(); }

 private:
  Connection& connection_;
  SearchIndex index_;
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<Plans> plans_;
  std::unique_ptr<Subscriptions> subscriptions_;
  std::unique_ptr<Cancellations> cancellations_;
  std::unique_ptr<Operators> operators_;
  std::unique_ptr<Sessions> sessions_;
  std::unique_ptr<Tokens> tokens_;
  std::unique_ptr<Events> events_;
  std::unique_ptr<Requests> requests_;
  std::unique_ptr<Batches> batches_;
  std::unique_ptr<Notices> notices_;
  std::unique_ptr<LaterFeedbacks> later_feedback_;
  std::unique_ptr<Reports> reports_;
};

// Rolls back whatever is open when it goes out of scope.
class RollbackGuard {
 public:
  explicit RollbackGuard(Connection& connection) : connection_(connection) {}
  ~RollbackGuard() {
    if (connection_.is_in_transaction()) connection_.try_run("ROLLBACK");
  }
  RollbackGuard(const RollbackGuard&) = delete;
  RollbackGuard& operator=(const RollbackGuard&) = delete;

 private:
  Connection& connection_;
};

// While it lives, what SQLite doesn't keep in memory goes into files without a name beside the store: a copy of all of
// it neither fits into memory nor may lie where others look.
class ScratchFolder {
 public:
  ScratchFolder(Connection& connection, const std::filesystem::path& folder) : connection_(connection) {
    sqlite3_temp_directory = sqlite3_mprintf("%s", folder.empty() ? "." : folder.c_str());
    connection_.run("PRAGMA temp_store = FILE");
  }
  ~ScratchFolder() {
    connection_.try_run("PRAGMA temp_store = MEMORY");
    sqlite3_free(sqlite3_temp_directory);
    sqlite3_temp_directory = nullptr;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

 private:
  Connection& connection_;
};

// IMMEDIATE, so that nobody reads first and then waits in vain for the right to write; checked, because everything
// rests on it.
void begin_writing(Connection& connection) {
  connection.run("BEGIN IMMEDIATE");
  if (!connection.is_in_transaction()) throw Error(Fault::internal, "no transaction was begun");
}

void record(Connection& connection, const Operation& operation) {
  Query insert(connection,
               "INSERT INTO operations (key, by, credential, host, terminal, command)"
               " VALUES (:key, :by, :credential, :host, :terminal, :command)");
  insert.bind_bytes(":key", operation.key).bind(":by", operation.actor.name);
  insert.bind(":credential", operation.actor.credential).bind(":host", operation.actor.host);
  insert.bind(":terminal", operation.actor.terminal).bind(":command", operation.actor.command).run();
}

bool is_recorded(Connection& connection, const Operation& operation) {
  const RollbackGuard guard(connection);
  connection.run("BEGIN");
  Query query(connection, "SELECT 1 FROM operations WHERE key = :key");
  return query.bind_bytes(":key", operation.key).step();
}

class SqliteStore final : public Store {
 public:
  SqliteStore(std::unique_ptr<Connection> connection, std::chrono::milliseconds lock_timeout)
      : path_(connection->path()), lock_timeout_(lock_timeout), connection_(std::move(connection)) {}

  void read(const std::function<void(Transaction&)>& look) override {
    guarded([&] {
      Connection& opened = connection();
      const RollbackGuard guard(opened);
      opened.run("BEGIN");
      SqliteTransaction transaction(opened);
      look(transaction);
    });
  }

  void atomically(const Operation& operation, const std::function<void(Transaction&)>& change) override {
    guarded([&] {
      Connection& opened = connection();
      const RollbackGuard guard(opened);
      begin_writing(opened);
      write(operation, change);
    });
    find_out_if_lost(operation);
  }

  bool atomically_if_free(const Operation& operation, const std::function<void(Transaction&)>& change) override {
    connection_->wait_for_locks(std::chrono::milliseconds{0});
    try {
      atomically(operation, change);
    } catch (const Error& error) {
      connection_->wait_for_locks(lock_timeout_);
      if (error.fault == Fault::store_busy) return false;
      throw;
    }
    connection_->wait_for_locks(lock_timeout_);
    return true;
  }

  // The first content, beside the schema in the transaction that the caller has begun.
  void write(const Operation& operation, const std::function<void(Transaction&)>& change) {
    record(*connection_, operation);
    {
      SqliteTransaction transaction(*connection_);
      change(transaction);
      transaction.finish();
    }
    commit();
  }

  // After a commit whose answer was an error, only the store itself can tell what has happened: the operation's key is
  // there or it isn't, asked through a connection that knows nothing of the failed one.
  void find_out_if_lost(const Operation& operation) {
    const int code = std::exchange(lost_commit_, SQLITE_OK);
    if (code == SQLITE_OK) return;
    bool is_done = false;
    try {
      connection_.reset();
      is_done = is_recorded(connection(), operation);
    } catch (const std::exception&) {
      throw Error(Fault::outcome_unknown,
                  fmt::format("the store '{}' didn't say whether the change was kept, and can't be asked now", path_))
          .with_hint("look before you repeat it")
          .with_next("nexor status")
          .with_next("nexor history");
    }
    if (!is_done) throw error_of(code, path_);
  }

  std::unique_ptr<WorkLock> lock_batch(BatchId id) override { return lock_work(path_ + "-batches", id.number()); }
  std::unique_ptr<WorkLock> lock_notices() override { return lock_work(path_ + "-batches", byte_of_notices); }

  // What is overwritten stays in a page's gaps and in free pages, also where SQLite zeroes what it deletes: a page that
  // is laid out anew may keep an old copy of a neighbour. So the whole file is.
  void leave_no_trace() override {
    guarded([&] {
      Connection& opened = connection();
      const ScratchFolder beside(opened, std::filesystem::path(path_).parent_path());
      opened.run("VACUUM");
    });
  }

  std::vector<std::string> flaws(std::size_t most) override {
    std::vector<std::string> found;
    guarded([&] { found = flaws_of(connection(), most); });
    return found;
  }

  void copy_to(const std::string& path) override {
    guarded([&] {
      Connection copy(path, lock_timeout_, OpenAs::new_or_empty);
      copy.configure();
      copy_database(connection(), copy, lock_timeout_);
    });
  }

  void replace_with(const std::string& path) override {
    guarded([&] {
      Connection source(path, lock_timeout_, OpenAs::existing);
      try {
        copy_database(source, connection(), lock_timeout_);
      } catch (const Error& error) {
        if (error.fault != Fault::store_unavailable) throw;
        throw Error(Fault::outcome_unknown,
                    fmt::format("the store '{}' didn't say whether it was replaced: {}", path_, error.message))
            .with_hint("look at which it is before you repeat it")
            .with_next("nexor doctor");
      }
    });
  }

  SchemaVersion schema() override {
    SchemaVersion found;
    guarded([&] { found = checked_schema(connection()); });
    return found;
  }

  void migrate(const Operation& operation, const std::function<void(Transaction&)>& told) override {
    guarded([&] {
      Connection& opened = connection();
      for (bool is_done = false; !is_done;) {
        const RollbackGuard guard(opened);
        begin_writing(opened);
        const SchemaVersion schema = checked_schema(opened);
        if (schema.is_newest()) return;
        migrate_from(opened, schema.version);
        is_done = schema.version + 1 == schema.newest;
        if (is_done) {
          write(operation, told);
        } else {
          commit();
        }
      }
    });
    find_out_if_lost(operation);
  }

  std::string engine() const override {
    return fmt::format("SQLite {}, with a rollback journal", sqlite3_libversion());
  }

  std::string location() const override { return "sqlite:" + path_; }

 private:
  // Opened again where the one before couldn't be trusted any more.
  Connection& connection() {
    if (!connection_) {
      auto opened = std::make_unique<Connection>(path_, lock_timeout_, OpenAs::existing);
      opened->configure();
      connection_ = std::move(opened);
    }
    return *connection_;
  }

  template <class Work>
  void guarded(const Work& work) {
    try {
      work();
    } catch (const SQLite::Exception& exception) {
      throw error_of(exception.getErrorCode(), path_);
    }
  }

  // Busy is the one answer after which nothing has happened for certain: the transaction is still open.
  void commit() {
    connection_->check_transaction();
    const int code = connection_->try_run("COMMIT");
    if (code == SQLITE_OK) return;
    if ((code & 0xFF) == SQLITE_BUSY) throw error_of(code, path_);
    lost_commit_ = code;
  }

  std::string path_;
  std::chrono::milliseconds lock_timeout_;
  std::unique_ptr<Connection> connection_;
  int lost_commit_ = SQLITE_OK;
};

// Every folder is made for its owner alone, whatever the process's umask is.
void make_folder(const std::filesystem::path& folder) {
  constexpr mode_t owner_only = 0700;
  std::error_code error;
  if (folder.empty() || std::filesystem::exists(folder, error)) return;
  make_folder(folder.parent_path());
  if (mkdir(folder.c_str(), owner_only) == 0 || errno == EEXIST) return;
  throw Error(Fault::store_unavailable,
              fmt::format("the folder '{}' can't be made: {}", folder.string(), std::strerror(errno)));
}

void insert_info(Connection& connection, const StoreInfo& info) {
  Query insert(connection,
               "INSERT INTO store (one, id, series, time_zone, created_at)"
               " VALUES (1, :id, :series, :time_zone, :created_at)");
  insert.bind(":id", info.id).bind(":series", info.series).bind(":time_zone", info.time_zone);
  insert.bind(":created_at", info.created_at).run();
}

void check_vacant(Connection& connection) {
  if (is_empty(connection)) return;
  check_schema(connection);
  throw Error(Fault::conflict, fmt::format("there is a store at '{}' already", connection.path()))
      .with_hint("log in to it, or name another with --store sqlite:PATH")
      .with_next("nexor login");
}

}  // namespace

std::unique_ptr<Store> open_store(const std::string& path, std::chrono::milliseconds lock_timeout, OldSchema old) {
  auto connection = std::make_unique<Connection>(path, lock_timeout, OpenAs::existing);
  try {
    if (old == OldSchema::refused) check_schema(*connection);
    checked_schema(*connection);
    connection->configure();
  } catch (const SQLite::Exception& exception) {
    throw error_of(exception.getErrorCode(), path);
  }
  return std::make_unique<SqliteStore>(std::move(connection), lock_timeout);
}

std::unique_ptr<Store> create_store(const std::string& path, std::chrono::milliseconds lock_timeout,
                                    const StoreInfo& info, const Operation& operation,
                                    const std::function<void(Transaction&)>& first_content) {
  make_folder(std::filesystem::path(path).parent_path());
  auto connection = std::make_unique<Connection>(path, lock_timeout, OpenAs::new_or_empty);
  Connection& opened = *connection;
  auto store = std::make_unique<SqliteStore>(std::move(connection), lock_timeout);
  try {
    const RollbackGuard guard(opened);
    check_vacant(opened);
    opened.configure();
    begin_writing(opened);
    check_vacant(opened);
    migrate(opened);
    insert_info(opened, info);
    store->write(operation, first_content);
  } catch (const SQLite::Exception& exception) {
    throw error_of(exception.getErrorCode(), path);
  }
  store->find_out_if_lost(operation);
  return store;
}

}  // namespace nexor::sqlite
