#pragma once

namespace nexor::sqlite {

class Connection;

// Looks at whose file it is. Throws store_foreign for one that is no nexor store, store_newer for one of a newer nexor,
// and store_corrupt for one of no version. Writes nothing.
void check_schema(Connection& connection);

// Whether the file holds nothing yet.
bool is_empty(Connection& connection);

// Runs every migration that the store lacks. The caller's transaction is theirs: all of them stand, or none.
void migrate(Connection& connection);

}  // namespace nexor::sqlite
