/* import_floor FINISHED STORE TABLE: writes what an import of TABLE has written into FINISHED, and STORE lacks: the
 * operation, the rows, the event and the head of the audit trail, in one transaction and with nexor's own durability.
 */
#include <string.h>

#include "floor.h"

/* The statement that inserts a whole row, of so many columns, into a table. */
static sqlite3_stmt* insertion(sqlite3* store, const char* table, int columns) {
  char sql[256];
  size_t length = (size_t)snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", table);
  for (int i = 1; i < columns && length + 4 < sizeof sql; ++i) {
    strcpy(sql + length, ", ?");
    length += 3;
  }
  strcpy(sql + length, ")");
  return prepared(store, sql);
}

static sqlite3_int64 last_row(sqlite3* store, const char* table) {
  char sql[128];
  snprintf(sql, sizeof sql, "SELECT max(rowid) FROM %s", table);
  sqlite3_stmt* query = prepared(store, sql);
  check(sqlite3_step(query) == SQLITE_ROW, store);
  const sqlite3_int64 last = sqlite3_column_int64(query, 0);
  sqlite3_finalize(query);
  return last;
}

static void copy_new_rows(sqlite3* finished, sqlite3* store, const char* table) {
  char sql[128];
  snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE rowid > %lld ORDER BY rowid", table, last_row(store, table));
  sqlite3_stmt* row = prepared(finished, sql);
  const int columns = sqlite3_column_count(row);
  sqlite3_stmt* insert = insertion(store, table, columns);
  int code;
  while ((code = sqlite3_step(row)) == SQLITE_ROW) {
    for (int i = 0; i < columns; ++i) sqlite3_bind_value(insert, i + 1, sqlite3_column_value(row, i));
    check(sqlite3_step(insert) == SQLITE_DONE, store);
    sqlite3_reset(insert);
  }
  check(code == SQLITE_DONE, finished);
  sqlite3_finalize(row);
  sqlite3_finalize(insert);
}

int main(int count, char** words) {
  if (count != 4) return 2;
  sqlite3* finished = open_store(words[1], SQLITE_OPEN_READONLY);
  sqlite3* store = open_store(words[2], SQLITE_OPEN_READWRITE);
  run(store, "PRAGMA synchronous = EXTRA; PRAGMA cache_size = -40000; BEGIN IMMEDIATE");
  copy_new_rows(finished, store, "operations");
  copy_new_rows(finished, store, words[3]);
  copy_new_rows(finished, store, "events");
  run(store,
      "UPDATE store SET (head_number, head_hash) = (SELECT number, hash FROM events ORDER BY number DESC LIMIT 1);"
      "COMMIT");
  sqlite3_close(finished);
  return sqlite3_close(store);
}
