#include "tests/store/statements.h"

#include <sqlite3.h>

namespace nexor::sqlite {

namespace {

// SQLite hands nothing of ours to what it calls for each new connection, so the log in force has to be kept here.
std::vector<std::string>*& current() {
  static std::vector<std::string>* log = nullptr;
  return log;
}

int write_down(unsigned, void* log, void*, void* sql) {
  static_cast<std::vector<std::string>*>(log)->emplace_back(static_cast<const char*>(sql));
  return 0;
}

int listen(sqlite3* connection, const char**, const sqlite3_api_routines*) {
  return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, write_down, current());
}

using Extension = void (*)();

Extension as_extension() { return reinterpret_cast<Extension>(listen); }

}  // namespace

StatementLog::StatementLog(std::vector<std::string>& statements) {
  current() = &statements;
  sqlite3_auto_extension(as_extension());
}

StatementLog::~StatementLog() { sqlite3_cancel_auto_extension(as_extension()); }

}  // namespace nexor::sqlite
