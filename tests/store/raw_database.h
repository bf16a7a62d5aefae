#pragma once

#include <sqlite3.h>

#include <string>

namespace nexor::sqlite {

// A database file as SQLite alone sees it, for looking at a store from outside, and for files that no store is.
class RawDatabase {
 public:
  explicit RawDatabase(const std::string& path);
  ~RawDatabase();
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;

  void run(const std::string& sql) { ask(sql); }

  // Every row of what the statements give: columns parted by `|`, rows ended by a new line.
  std::string ask(const std::string& sql);

  // All rows of all tables, the operations' keys included.
  std::string contents();

  bool is_sound() { return ask("PRAGMA integrity_check") == "ok\n" && ask("PRAGMA foreign_key_check").empty(); }

 private:
  sqlite3* handle_ = nullptr;
};

}  // namespace nexor::sqlite
