/* Counts what SQLite does in a program that it is loaded into (LD_PRELOAD): virtual machine steps of every statement,
 * and pages read from the file. Appends both to the file that BENCH_COUNTS names, when the program ends. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static long long vm_steps;
static long long page_reads;

static void add_page_reads(sqlite3* database) {
  int current = 0;
  int highest = 0;
  sqlite3_db_status(database, SQLITE_DBSTATUS_CACHE_MISS, &current, &highest, 1);
  page_reads += current;
}

/* Called when a statement has run to its end or was reset, and when a connection is closed. */
static int add(unsigned what, void* unused, void* subject, void* more) {
  (void)unused;
  (void)more;
  if (what == SQLITE_TRACE_CLOSE) {
    add_page_reads(subject);
  } else {
    vm_steps += sqlite3_stmt_status(subject, SQLITE_STMTSTATUS_VM_STEP, 1);
    add_page_reads(sqlite3_db_handle(subject));
  }
  return 0;
}

typedef int Open(const char*, sqlite3**, int, const char*);

int sqlite3_open_v2(const char* path, sqlite3** database, int flags, const char* vfs) {
  Open* open = (Open*)dlsym(RTLD_NEXT, "sqlite3_open_v2");
  const int code = open(path, database, flags, vfs);
  if (code == SQLITE_OK) sqlite3_trace_v2(*database, SQLITE_TRACE_PROFILE | SQLITE_TRACE_CLOSE, add, NULL);
  return code;
}

__attribute__((destructor)) static void tell(void) {
  const char* path = getenv("BENCH_COUNTS");
  FILE* file = path ? fopen(path, "a") : NULL;
  if (!file) return;
  fprintf(file, "%lld %lld\n", vm_steps, page_reads);
  fclose(file);
}
