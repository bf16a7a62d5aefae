#include "lib/store/sqlite/query.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"

namespace nexor::sqlite {

namespace {

// The range of dates that are written, 1900 to 9999 and a fixed term beyond.
constexpr std::int64_t earliest_instant = -4'000'000'000;
constexpr std::int64_t latest_instant = 300'000'000'000;

[[noreturn]] void refuse(const SQLite::Column& column, std::string_view expected) {
  throw corrupt(fmt::format("column '{}' holds no {}", column.getName(), expected));
}

}  // namespace

Query::Query(Connection& connection, const char* sql) : connection_(connection), statement_(connection.prepared(sql)) {
  connection.check_transaction();
}

Query::Query(Connection& connection, const std::string& sql)
    : connection_(connection), statement_(connection.prepared(sql)) {
  connection.check_transaction();
}

Query::~Query() { statement_.tryReset(); }

Query& Query::bind(const char* name, std::int64_t value) {
  statement_.bind(name, value);
  return *this;
}

Query& Query::bind(const char* name, std::string_view value) {
  statement_.bind(name, std::string(value));
  return *this;
}

Query& Query::bind(const char* name, Date value) { return bind(name, std::string_view(text_of(value))); }

Query& Query::bind(const char* name, Instant value) {
  return bind(name, std::int64_t{value.time_since_epoch().count()});
}

Query& Query::bind_truth(const char* name, bool value) { return bind(name, std::int64_t{value ? 1 : 0}); }

Query& Query::bind_bytes(const char* name, std::span<const std::uint8_t> bytes) {
  statement_.bind(name, bytes.data(), static_cast<int>(bytes.size()));
  return *this;
}

Query& Query::bind_bytes(const char* name, std::string_view bytes) {
  statement_.bind(name, bytes.data(), static_cast<int>(bytes.size()));
  return *this;
}

Query& Query::bind_null(const char* name) {
  statement_.bind(name);
  return *this;
}

void Query::restart() {
  statement_.tryReset();
  statement_.clearBindings();
}

void Query::put(int place, std::int64_t value) { statement_.bind(place, value); }

void Query::put(int place, const std::string& value) { statement_.bindNoCopy(place, value); }

void Query::put(int place, std::string_view value) { statement_.bind(place, std::string(value)); }

void Query::put(int place, Date value) { statement_.bind(place, text_of(value)); }

void Query::put(int place, std::span<const std::uint8_t> bytes) {
  statement_.bindNoCopy(place, bytes.data(), static_cast<int>(bytes.size()));
}

bool Query::step() {
  column_ = 0;
  return statement_.executeStep();
}

int Query::run() {
  while (step()) {
  }
  return connection_.changes();
}

std::int64_t Query::integer() {
  const SQLite::Column column = statement_.getColumn(column_++);
  if (!column.isInteger()) refuse(column, "integer");
  return column.getInt64();
}

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

std::string Query::text() {
  const SQLite::Column column = statement_.getColumn(column_++);
  if (!column.isText()) refuse(column, "text");
  return column.getString();
}

Date Query::date() {
  const std::string value = text();
  const auto date = parse_date(value);
  if (!date) throw corrupt(fmt::format("'{}' is no date", value));
  return *date;
}

Instant Query::instant() {
  const std::int64_t seconds = integer();
  if (seconds < earliest_instant || seconds > latest_instant) throw corrupt(fmt::format("{} is no instant", seconds));
  return Instant{std::chrono::seconds{seconds}};
}

std::string Query::bytes() {
  const SQLite::Column column = statement_.getColumn(column_++);
  if (!column.isBlob()) refuse(column, "bytes");
  return column.getString();
}

template <class Array>
Array Query::array() {
  const std::string value = bytes();
  Array array{};
  if (value.size() != array.size()) throw corrupt("bytes have a wrong length");
  std::copy(value.begin(), value.end(), array.begin());
  return array;
}

Hash Query::hash() { return array<Hash>(); }

OperationKey Query::operation_key() { return array<OperationKey>(); }

bool Query::skip_null() {
  const bool is_null = statement_.getColumn(column_).isNull();
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
  return bytes();
}

}  // namespace nexor::sqlite
