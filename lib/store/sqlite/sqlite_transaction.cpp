#include "lib/store/sqlite/sqlite_transaction.h"

#include "lib/error.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/strays.h"

namespace nexor::sqlite {

void begin_writing(Connection& connection) {
  connection.run("BEGIN IMMEDIATE");
  if (!connection.is_in_transaction()) throw Error(Fault::internal, "no transaction was begun");
}

void record(Connection& connection, const Operation& operation) {
  Query insert(connection,
               "INSERT INTO operations (key, by, credential, host, terminal, command)"
               " VALUES (:key, :by, :credential, :host, :terminal, :command)");
  insert.bind_bytes(":key", operation.key).bind(":by", operation.actor.name);
  insert.bind(":credential", operation.actor.credential).bind(":host", operation.actor.host);
  insert.bind(":terminal", operation.actor.terminal).bind(":command", operation.actor.command).run();
}

bool is_recorded(Connection& connection, const Operation& operation) {
  const RollbackGuard guard(connection);
  connection.run("BEGIN");
  Query query(connection, "SELECT 1 FROM operations WHERE key = :key");
  return query.bind_bytes(":key", operation.key).step();
}

SqliteTransaction::SqliteTransaction(Connection& connection)
    : connection_(connection),
      index_(connection),
      accounts_(accounts_table(connection, index_)),
      plans_(plans_table(connection)),
      subscriptions_(subscriptions_table(connection, index_)),
      cancellations_(cancellations_table(connection, index_)),
      operators_(operators_table(connection)),
      sessions_(sessions_table(connection)),
      tokens_(tokens_table(connection)),
      events_(events_table(connection)),
      requests_(requests_table(connection, index_)),
      batches_(batches_table(connection)),
      notices_(notices_table(connection)),
      later_feedback_(later_feedback_table(connection)),
      reports_(reports_table(connection)) {}

StoreInfo SqliteTransaction::info() {
  Query query(connection_, "SELECT id, series, time_zone, created_at FROM store");
  if (!query.step()) throw corrupt("it has no name");
  return {query.text(), query.text(), query.text(), query.instant()};
}

void SqliteTransaction::set_series(const std::string& series) {
  Query(connection_, "UPDATE store SET series = :series").bind(":series", series).run();
}

std::vector<std::string> SqliteTransaction::strays() { return sqlite::strays(connection_); }

}  // namespace nexor::sqlite
