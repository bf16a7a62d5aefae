/* What the floors have in common: they give up with a word at the first error. */
#ifndef NEXOR_TESTS_BENCH_FLOOR_H
#define NEXOR_TESTS_BENCH_FLOOR_H

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static inline void check(int is_well, sqlite3* database) {
  if (is_well) return;
  fprintf(stderr, "floor: %s\n", sqlite3_errmsg(database));
  exit(1);
}

static inline sqlite3* open_store(const char* path, int flags) {
  sqlite3* database = NULL;
  check(sqlite3_open_v2(path, &database, flags, NULL) == SQLITE_OK, database);
  return database;
}

static inline void run(sqlite3* database, const char* sql) {
  check(sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK, database);
}

static inline sqlite3_stmt* prepared(sqlite3* database, const char* sql) {
  sqlite3_stmt* statement = NULL;
  check(sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK, database);
  return statement;
}

#endif
