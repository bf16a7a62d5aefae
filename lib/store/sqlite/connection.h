#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace SQLite {
class Database;
}  // namespace SQLite

namespace nexor::sqlite {

enum class OpenAs { existing, new_or_empty };

// One open connection, with every pragma set and read back, and its prepared statements.
//
// The file is never opened by ourselves: closing a descriptor of it would drop SQLite's POSIX locks for the whole
// process (https://www.sqlite.org/howtocorrupt.html, section 2.2). It is only looked at with stat.
class Connection {
 public:
  // Throws store_unavailable where the file is missing, can't be opened or lies on a network file system. A file that
  // is there is not written.
  Connection(std::string path, std::chrono::milliseconds lock_timeout, OpenAs how);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Sets what every use needs. Apart from opening, so that a store of a newer nexor is refused before anything is set.
  void configure();

  // The statement of `sql`, which must be a literal: prepared once, and handed out reset and unbound. Throws
  // store_corrupt where the file's tables aren't those that it is about.
  sqlite3_stmt* prepared(const char* sql);
  // The same for SQL that was put together from literals.
  sqlite3_stmt* prepared(const std::string& sql);
  // Throws what SQLite says of its last call, unless `code` is that of success.
  void check(int code) const;

  void run(const char* sql);
  std::int64_t ask(const char* sql);  // the one integer that the statement gives
  std::int64_t last_row() const;
  int changes() const;

  // Runs it without throwing, and gives SQLite's extended result code.
  int try_run(const char* sql) noexcept;
  bool is_in_transaction() const;

  // How long a lock that another holds is waited for, from now on.
  void wait_for_locks(std::chrono::milliseconds timeout);
  // What was waited for is done.
  void end_turn();
  // Throws store_unavailable unless a transaction is open.
  void check_transaction() const;

  const std::string& path() const { return path_; }
  sqlite3* handle() const;

 private:
  struct Patience;  // with a lock that another holds
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalizer>;

  sqlite3_stmt* fresh(Statement& statement, const char* sql);

  std::string path_;
  std::unique_ptr<Patience> patience_;
  std::unique_ptr<SQLite::Database> database_;
  std::unordered_map<const char*, Statement> statements_;
  std::unordered_map<std::string, Statement> composed_;
};

}  // namespace nexor::sqlite
