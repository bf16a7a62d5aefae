#include "lib/store/sqlite/origins.h"

#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/query.h"

namespace nexor::sqlite {

OriginCounts origins_in(Connection& connection, const std::string& table) {
  Query query(connection, "SELECT count(*), count(imported_in) FROM " + table);
  query.step();
  const std::int64_t all = query.integer();
  const std::int64_t imported = query.integer();
  return {.single = all - imported, .imported = imported};
}

}  // namespace nexor::sqlite
