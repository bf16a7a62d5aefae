#pragma once

#include <cstdint>

#include "lib/store/store.h"

namespace nexor::sqlite {

class Connection;

// Looks at whose file it is, and gives its schema. Throws store_foreign for one that is no nexor store, store_newer for
// one of a newer nexor, and store_corrupt for one of no version. Writes nothing.
SchemaVersion checked_schema(Connection& connection);

// The same, and throws store_older for one of an older nexor.
void check_schema(Connection& connection);

// Whether the file holds nothing yet.
bool is_empty(Connection& connection);

// Runs every migration that the store lacks, for one that is being made. The caller's transaction is theirs: all of
// them stand, or none.
void migrate(Connection& connection);

// Runs the one that brings a store from this version to the next.
void migrate_from(Connection& connection, std::int64_t version);

}  // namespace nexor::sqlite
