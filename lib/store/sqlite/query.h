#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lib/model/date.h"
#include "lib/model/hash.h"
#include "lib/model/operation_key.h"

namespace SQLite {
class Statement;
}

namespace nexor::sqlite {

class Connection;

// One run of a statement: bind by name, step, and read each row's columns from left to right. A column that doesn't
// hold what it should throws store_corrupt.
class Query {
 public:
  // `sql` must be a literal. Throws store_unavailable outside of a transaction: an error may have ended it, and then
  // nothing that follows may stand by itself.
  Query(Connection& connection, const char* sql);
  // The same for SQL that was put together from literals. Never from anything else: values are bound.
  Query(Connection& connection, const std::string& sql);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  Query& bind(const char* name, std::int64_t value);
  Query& bind(const char* name, std::string_view value);
  Query& bind(const char* name, Date value);
  Query& bind(const char* name, Instant value);
  Query& bind_truth(const char* name, bool value);
  Query& bind_bytes(const char* name, std::span<const std::uint8_t> bytes);
  Query& bind_bytes(const char* name, std::string_view bytes);

  // Null stands where there is none.
  template <class T>
  Query& bind(const char* name, const std::optional<T>& value) {
    return value ? bind(name, *value) : bind_null(name);
  }
  Query& bind_null(const char* name);

  // Goes to the next row; false after the last.
  bool step();

  // For a statement that gives no rows: how many it changed.
  int run();

  std::int64_t integer();
  int small_integer();
  bool truth();
  std::string text();
  Date date();
  Instant instant();
  Hash hash();
  OperationKey operation_key();
  std::string bytes();
  std::optional<std::int64_t> optional_integer();
  std::optional<int> optional_small_integer();
  std::optional<std::string> optional_text();
  std::optional<Date> optional_date();
  std::optional<Instant> optional_instant();
  std::optional<std::string> optional_bytes();

 private:
  bool skip_null();
  template <class Array>
  Array array();

  Connection& connection_;
  SQLite::Statement& statement_;
  int column_ = 0;
};

}  // namespace nexor::sqlite
