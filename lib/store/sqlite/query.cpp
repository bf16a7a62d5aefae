#include "lib/store/sqlite/query.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <limits>

#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"

namespace nexor::sqlite {

namespace {

// The range of dates that are written, 1900 to 9999 and a fixed term beyond.
constexpr std::int64_t earliest_instant = -4'000'000'000;
constexpr std::int64_t latest_instant = 300'000'000'000;

[[noreturn]] void refuse(sqlite3_stmt* statement, int column, std::string_view expected) {
  throw corrupt(fmt::format("column '{}' holds no {}", sqlite3_column_name(statement, column), expected));
}

// Of a text or of bytes; none where they are empty.
std::string_view view_of(sqlite3_value* value) {
  const void* bytes = sqlite3_value_blob(value);
  const int size = sqlite3_value_bytes(value);
  return size == 0 ? std::string_view()
                   : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

}  // namespace

Query::Query(Connection& connection, const char* sql) : connection_(connection), statement_(connection.prepared(sql)) {
  connection.check_transaction();
}

Query::Query(Connection& connection, const std::string& sql)
    : connection_(connection), statement_(connection.prepared(sql)) {
  connection.check_transaction();
}

Query::~Query() { sqlite3_reset(statement_); }

Query& Query::bind(const char* name, std::int64_t value) {
  put(place_of(name), value);
  return *this;
}

Query& Query::bind(const char* name, std::string_view value) {
  connection_.check(sqlite3_bind_text64(statement_, place_of(name), value.data() == nullptr ? "" : value.data(),
                                        value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Query& Query::bind(const char* name, Date value) { return bind(name, std::string_view(text_of(value))); }

Query& Query::bind(const char* name, Instant value) {
  return bind(name, std::int64_t{value.time_since_epoch().count()});
}

Query& Query::bind_truth(const char* name, bool value) { return bind(name, std::int64_t{value ? 1 : 0}); }

Query& Query::bind_bytes(const char* name, std::span<const std::uint8_t> bytes) {
  return bind_bytes(name, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

Query& Query::bind_bytes(const char* name, std::string_view bytes) {
  connection_.check(sqlite3_bind_blob64(statement_, place_of(name), bytes.data(), bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Query& Query::bind_null(const char* name) {
  connection_.check(sqlite3_bind_null(statement_, place_of(name)));
  return *this;
}

// None is 0, which binding refuses.
int Query::place_of(const char* name) const { return sqlite3_bind_parameter_index(statement_, name); }

void Query::restart() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Query::put(int place, std::int64_t value) { connection_.check(sqlite3_bind_int64(statement_, place, value)); }

void Query::put(int place, std::string_view value) {
  const char* text = value.data() == nullptr ? "" : value.data();
  connection_.check(sqlite3_bind_text64(statement_, place, text, value.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Query::put(int place, Date value) {
  const std::string text = text_of(value);
  connection_.check(sqlite3_bind_text64(statement_, place, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Query::put(int place, std::span<const std::uint8_t> bytes) {
  connection_.check(sqlite3_bind_blob64(statement_, place, bytes.data(), bytes.size(), SQLITE_STATIC));
}

bool Query::step() {
  column_ = 0;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) connection_.check(code);
  return false;
}

int Query::run() {
  while (step()) {
  }
  return connection_.changes();
}

// What sqlite3_column_type and its like look up and check for each call is done once for a column. That such a value
// may be read takes that nobody else uses the connection: see Connection.
sqlite3_value* Query::here() const { return sqlite3_column_value(statement_, column_); }

sqlite3_value* Query::take(int type, std::string_view expected) {
  sqlite3_value* value = here();
  if (sqlite3_value_type(value) != type) refuse(statement_, column_, expected);
  ++column_;
  return value;
}

std::int64_t Query::integer() { return sqlite3_value_int64(take(SQLITE_INTEGER, "integer")); }

int Query::small_integer() {
  const std::int64_t value = integer();
  if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) {
    throw corrupt(fmt::format("{} is out of range", value));
  }
  return static_cast<int>(value);
}

bool Query::truth() {
  const std::int64_t value = integer();
  if (value != 0 && value != 1) throw corrupt(fmt::format("{} is no truth", value));
  return value == 1;
}

std::string_view Query::word() { return view_of(take(SQLITE_TEXT, "text")); }

Date Query::date() {
  const std::string_view value = word();
  const auto date = parse_date(value);
  if (!date) throw corrupt(fmt::format("'{}' is no date", value));
  return *date;
}

Instant Query::instant() {
  const std::int64_t seconds = integer();
  if (seconds < earliest_instant || seconds > latest_instant) throw corrupt(fmt::format("{} is no instant", seconds));
  return Instant{std::chrono::seconds{seconds}};
}

std::string_view Query::bytes() { return view_of(take(SQLITE_BLOB, "bytes")); }

template <class Array>
Array Query::array() {
  const std::string_view value = bytes();
  Array array{};
  if (value.size() != array.size()) throw corrupt("bytes have a wrong length");
  std::copy(value.begin(), value.end(), array.begin());
  return array;
}

Hash Query::hash() { return array<Hash>(); }

OperationKey Query::operation_key() { return array<OperationKey>(); }

bool Query::skip_null() {
  const bool is_null = sqlite3_value_type(here()) == SQLITE_NULL;
  if (is_null) ++column_;
  return is_null;
}

std::optional<std::int64_t> Query::optional_integer() {
  if (skip_null()) return {};
  return integer();
}

std::optional<int> Query::optional_small_integer() {
  if (skip_null()) return {};
  return small_integer();
}

std::optional<std::string> Query::optional_text() {
  if (skip_null()) return {};
  return text();
}

std::optional<std::string_view> Query::optional_word() {
  if (skip_null()) return {};
  return word();
}

std::optional<Date> Query::optional_date() {
  if (skip_null()) return {};
  return date();
}

std::optional<Instant> Query::optional_instant() {
  if (skip_null()) return {};
  return instant();
}

std::optional<std::string> Query::optional_bytes() {
  if (skip_null()) return {};
  return std::string(bytes());
}

}  // namespace nexor::sqlite
