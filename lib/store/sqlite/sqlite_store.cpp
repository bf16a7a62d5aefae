#include "lib/store/sqlite/sqlite_store.h"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>
#include <new>
#include <utility>

#include "lib/error.h"
#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/copy.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/schema.h"
#include "lib/store/sqlite/scratch_folder.h"
#include "lib/store/sqlite/sqlite_transaction.h"
#include "lib/store/sqlite/store_place.h"
#include "lib/store/sqlite/work_lock.h"

namespace nexor::sqlite {

namespace {

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
    guarded([&] { connection().wait_for_locks(std::chrono::milliseconds{0}); });
    try {
      atomically(operation, change);
    } catch (const Error& error) {
      wait_for_locks_again();
      if (error.fault == Fault::store_busy) return false;
      throw;
    }
    wait_for_locks_again();
    return true;
  }

  // The connection is gone where the answer to a commit was lost.
  void wait_for_locks_again() {
    if (connection_) connection_->wait_for_locks(lock_timeout_);
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

  std::unique_ptr<WorkLock> lock_batch(BatchId id) override { return lock_work(lock_file_of(path_), id.number()); }
  std::unique_ptr<WorkLock> lock_notices() override { return lock_work(lock_file_of(path_), byte_of_notices); }
  bool is_waited_for() override { return is_anybody_waiting(lock_file_of(path_)); }

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

  // Throws bad_alloc where SQLite has no memory, as everything else does that has none.
  template <class Work>
  void guarded(const Work& work) {
    try {
      work();
    } catch (const SQLite::Exception& exception) {
      if ((exception.getErrorCode() & 0xFF) == SQLITE_NOMEM) throw std::bad_alloc();
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

void check_vacant(const std::string& path, std::chrono::milliseconds lock_timeout) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return;
  Connection connection(path, lock_timeout, OpenAs::existing);
  try {
    check_vacant(connection);
  } catch (const SQLite::Exception& exception) {
    throw error_of(exception.getErrorCode(), path);
  }
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
    keep_to_owner(path);
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
