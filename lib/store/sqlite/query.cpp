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

int small_number(std::int64_t value) {
  if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) {
    throw corrupt(fmt::format("{} is out of range", value));
  }
  return static_cast<int>(value);
}

Date date_of(std::string_view value) {
  const auto date = parse_date(value);
  if (!date) throw corrupt(fmt::format("'{}' is no date", value));
  return *date;
}

Instant instant_of(std::int64_t seconds) {
  if (seconds < earliest_instant || seconds > latest_instant) throw corrupt(fmt::format("{} is no instant", seconds));
  return Instant{std::chrono::seconds{seconds}};
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

// The same, or none where there is null.
sqlite3_value* Query::take_if_any(int type, std::string_view expected) {
  sqlite3_value* value = here();
  const int its_own = sqlite3_value_type(value);
  if (its_own != type && its_own != SQLITE_NULL) refuse(statement_, column_, expected);
  ++column_;
  return its_own == SQLITE_NULL ? nullptr : value;
}

std::int64_t Query::integer() { return sqlite3_value_int64(take(SQLITE_INTEGER, "integer")); }

int Query::small_integer() { return small_number(integer()); }

bool Query::truth() {
  const std::int64_t value = integer();
  if (value != 0 && value != 1) throw corrupt(fmt::format("{} is no truth", value));
  return value == 1;
}

std::string_view Query::word() { return view_of(take(SQLITE_TEXT, "text")); }

Date Query::date() { return date_of(word()); }

Instant Query::instant() { return instant_of(integer()); }

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

std::optional<std::int64_t> Query::optional_integer() {
  sqlite3_value* value = take_if_any(SQLITE_INTEGER, "integer");
  if (value == nullptr) return {};
  return sqlite3_value_int64(value);
}

std::optional<int> Query::optional_small_integer() {
  const auto value = optional_integer();
  if (!value) return {};
  return small_number(*value);
}

std::optional<std::string> Query::optional_text() {
  const auto value = optional_word();
  if (!value) return {};
  return std::string(*value);
}

std::optional<std::string_view> Query::optional_word() {
  sqlite3_value* value = take_if_any(SQLITE_TEXT, "text");
  if (value == nullptr) return {};
  return view_of(value);
}

std::optional<Date> Query::optional_date() {
  const auto value = optional_word();
  if (!value) return {};
  return date_of(*value);
}

std::optional<Instant> Query::optional_instant() {
  const auto value = optional_integer();
  if (!value) return {};
  return instant_of(*value);
}

std::optional<std::string> Query::optional_bytes() {
  sqlite3_value* value = take_if_any(SQLITE_BLOB, "bytes");
  if (value == nullptr) return {};
  return std::string(view_of(value));
}

}  // namespace nexor::sqlite
