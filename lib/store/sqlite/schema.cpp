#include "lib/store/sqlite/schema.h"

#include <fmt/format.h>

#include <filesystem>

#include "lib/error.h"
#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/migrations.h"

namespace nexor::sqlite {

namespace {

constexpr std::int64_t application_id = 0x4E58'4F52;  // "NXOR"

constexpr std::int64_t oldest_version = 1;

std::int64_t newest_version() { return static_cast<std::int64_t>(migrations().size()); }

bool ends_within_a_page(Connection& connection) {
  std::error_code error;
  const auto size = std::filesystem::file_size(connection.path(), error);
  return !error && size % static_cast<std::uintmax_t>(connection.ask("PRAGMA page_size")) != 0;
}

// SQLite reads what is missing of a page as zeros: rows would be gone, and nobody would be told. While another process
// writes the file may end anywhere, so it is looked at again under a lock.
bool is_cut(Connection& connection) {
  if (!ends_within_a_page(connection)) return false;
  connection.run("BEGIN");
  connection.ask("SELECT count(*) FROM sqlite_schema");
  const bool is_still_so = ends_within_a_page(connection);
  connection.run("COMMIT");
  return is_still_so;
}

}  // namespace

// The size counts too: SQLite takes a file of one byte for an empty one, and would write over it.
bool is_empty(Connection& connection) {
  std::error_code error;
  return connection.ask("PRAGMA application_id") == 0 && connection.ask("PRAGMA user_version") == 0 &&
         connection.ask("SELECT count(*) FROM sqlite_schema") == 0 &&
         std::filesystem::file_size(connection.path(), error) == 0;
}

SchemaVersion checked_schema(Connection& connection) {
  if (connection.ask("PRAGMA application_id") != application_id) {
    throw foreign(connection.path());
  }
  const std::int64_t version = connection.ask("PRAGMA user_version");
  if (version > newest_version()) {
    throw Error(Fault::store_newer,
                fmt::format("the store '{}' is of a newer nexor: its schema is {}, this one knows {}",
                            connection.path(), version, newest_version()))
        .with_hint("use the nexor that wrote it; the file was left as it is");
  }
  if (version < oldest_version) throw corrupt(fmt::format("{} says that it has no tables", connection.path()));
  if (is_cut(connection)) throw corrupt(fmt::format("{} ends in the middle of a page", connection.path()));
  return {version, newest_version()};
}

void check_schema(Connection& connection) {
  const SchemaVersion schema = checked_schema(connection);
  if (schema.is_newest()) return;
  throw Error(Fault::store_older, fmt::format("the store '{}' is of an older nexor: its schema is {}, this one's is {}",
                                              connection.path(), schema.version, schema.newest))
      .with_hint("doctor --migrate brings it to this one's, behind a backup that it makes and verifies")
      .with_next(fmt::format("nexor doctor --migrate --store sqlite:{}", connection.path()));
}

void migrate(Connection& connection) {
  for (std::int64_t version = 0; version < newest_version(); ++version) migrate_from(connection, version);
  connection.run(fmt::format("PRAGMA application_id = {}", application_id).c_str());
}

void migrate_from(Connection& connection, std::int64_t version) {
  connection.run(migrations()[static_cast<std::size_t>(version)]);
  connection.run(fmt::format("PRAGMA user_version = {}", version + 1).c_str());
}

}  // namespace nexor::sqlite
