#include "tests/store/raw_database.h"

#include <sstream>
#include <stdexcept>

namespace nexor::sqlite {

namespace {

int append_row(void* rows, int count, char** values, char**) {
  auto& text = *static_cast<std::string*>(rows);
  for (int i = 0; i < count; ++i) {
    if (i > 0) text += '|';
    text += values[i] == nullptr ? "NULL" : values[i];
  }
  text += '\n';
  return 0;
}

}  // namespace

RawDatabase::RawDatabase(const std::string& path) {
  if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) throw std::runtime_error("can't open " + path);
}

RawDatabase::~RawDatabase() { sqlite3_close(handle_); }

std::string RawDatabase::ask(const std::string& sql) {
  std::string rows;
  if (sqlite3_exec(handle_, sql.c_str(), append_row, &rows, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(handle_));
  }
  return rows;
}

std::string RawDatabase::contents() {
  std::istringstream tables(ask("SELECT name FROM pragma_table_list WHERE type IN ('table', 'shadow') ORDER BY name"));
  std::string all;
  for (std::string table; std::getline(tables, table);) {
    all += table + ":\n" + ask("SELECT * FROM " + table);
  }
  return all + ask("SELECT hex(key) FROM operations");
}

}  // namespace nexor::sqlite
