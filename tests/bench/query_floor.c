/* query_floor STORE SQL: runs one statement that reads, and prints its rows. */
#include "floor.h"

static void print_row(sqlite3_stmt* row) {
  const int columns = sqlite3_column_count(row);
  for (int i = 0; i < columns; ++i) {
    const char* text = (const char*)sqlite3_column_text(row, i);
    fputs(text ? text : "", stdout);
    putchar(i + 1 < columns ? '\t' : '\n');
  }
}

int main(int count, char** words) {
  if (count != 3) return 2;
  sqlite3* store = open_store(words[1], SQLITE_OPEN_READONLY);
  sqlite3_stmt* query = prepared(store, words[2]);
  int code;
  while ((code = sqlite3_step(query)) == SQLITE_ROW) print_row(query);
  check(code == SQLITE_DONE, store);
  sqlite3_finalize(query);
  return sqlite3_close(store);
}
