/* cancel_floor STORE SUBSCRIPTION: writes what cancelling the subscription with that row id writes: the operation, the
 * cancellation, its event and the head of the audit trail, in one transaction and with nexor's own durability. Apart
 * from the subscription and what has to be unique, they are the newest ones of the store over again, so that it must
 * have been cancelled in before. */
#include "floor.h"

static void run_for(sqlite3* store, const char* sql, const char* subscription) {
  sqlite3_stmt* statement = prepared(store, sql);
  sqlite3_bind_int64(statement, 1, atoll(subscription));
  check(sqlite3_step(statement) == SQLITE_DONE, store);
  sqlite3_finalize(statement);
}

int main(int count, char** words) {
  if (count != 3) return 2;
  sqlite3* store = open_store(words[1], SQLITE_OPEN_READWRITE);
  run(store,
      "PRAGMA synchronous = EXTRA; BEGIN IMMEDIATE;"
      "INSERT INTO operations SELECT NULL, randomblob(16), by, credential, host, terminal, command FROM operations"
      " ORDER BY id DESC LIMIT 1");
  run_for(
      store,
      "INSERT INTO cancellations SELECT NULL, series, ?1, state, at, requested_at, effective_on, effective_at, reason,"
      " reason_label, is_voluntary, by, channel, batch, replaces, is_backdated, is_override, recorded_at FROM "
      "cancellations"
      " ORDER BY id DESC LIMIT 1",
      words[2]);
  run_for(store,
          "INSERT INTO events SELECT number + 1, at, operation + 1, kind, printf('sub_%05d', ?1), before, after,"
          " randomblob(32) FROM events ORDER BY number DESC LIMIT 1",
          words[2]);
  run(store,
      "UPDATE store SET (head_number, head_hash) = (SELECT number, hash FROM events ORDER BY number DESC LIMIT 1);"
      "COMMIT");
  return sqlite3_close(store);
}
