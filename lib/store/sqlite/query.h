#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lib/model/date.h"
#include "lib/model/hash.h"
#include "lib/model/ids.h"
#include "lib/model/operation_key.h"

struct sqlite3_stmt;
struct sqlite3_value;

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

  // Binds the parameters in the order in which they first stand in the statement, and runs it: for statements that run
  // for very many rows, where looking names up and copying texts is what takes the time. Gives how many rows it
  // changed.
  template <class... Values>
  int run_with(const Values&... values) {
    restart_with(values...);
    return run();
  }

  // The same for a statement that gives rows: step through them next.
  template <class... Values>
  void restart_with(const Values&... values) {
    restart();
    int place = 0;
    (put(++place, values), ...);
  }

  // Goes to the next row; false after the last.
  bool step();

  // For a statement that gives no rows: how many it changed.
  int run();

  std::int64_t integer();
  int small_integer();
  bool truth();
  std::string text() { return std::string(word()); }
  std::string_view word();  // a text that is good until the next step
  Date date();
  Instant instant();
  Hash hash();
  OperationKey operation_key();
  std::string_view bytes();  // good until the next step
  std::optional<std::int64_t> optional_integer();
  std::optional<int> optional_small_integer();
  std::optional<std::string> optional_text();
  std::optional<std::string_view> optional_word();
  std::optional<Date> optional_date();
  std::optional<Instant> optional_instant();
  std::optional<std::string> optional_bytes();

 private:
  int place_of(const char* name) const;
  void restart();
  void put(int place, std::int64_t value);
  void put(int place, int value) { put(place, std::int64_t{value}); }
  void put(int place, bool value) { put(place, std::int64_t{value ? 1 : 0}); }
  void put(int place, const char* value) = delete;  // would be taken for a truth
  void put(int place, std::string_view value);      // not copied: it stays until the statement has run
  void put(int place, const std::string& value) { put(place, std::string_view(value)); }
  void put(int place, Date value);
  void put(int place, Instant value) { put(place, std::int64_t{value.time_since_epoch().count()}); }
  void put(int place, std::span<const std::uint8_t> bytes);
  void put(int place, const Hash& hash) { put(place, std::span<const std::uint8_t>(hash)); }
  template <class Tag>
  void put(int place, Id<Tag> id) {
    put(place, id.number());
  }
  template <class T>
  void put(int place, const std::optional<T>& value) {
    if (value) put(place, *value);  // else null, as at the start
  }

  sqlite3_value* here() const;  // of the column that is read next
  sqlite3_value* take(int type, std::string_view expected);
  sqlite3_value* take_if_any(int type, std::string_view expected);
  template <class Array>
  Array array();

  Connection& connection_;
  sqlite3_stmt* statement_;
  int column_ = 0;
};

}  // namespace nexor::sqlite
