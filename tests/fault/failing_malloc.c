// Stands before the C library's allocator and fails some of what is asked for: for tests, by LD_PRELOAD.
//
// NEXOR_FAIL_ALLOCATION=N fails the N-th, counted from 1; N+ every one from there on. NEXOR_COUNT_ALLOCATIONS=FILE
// writes how many there were to FILE.
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The allocator's own names, as asking for them by dlsym() would allocate.
extern void* __libc_malloc(size_t size);
extern void* __libc_calloc(size_t count, size_t size);
extern void* __libc_realloc(void* old, size_t size);
extern void* __libc_memalign(size_t alignment, size_t size);

static atomic_ulong made;
static unsigned long failing;
static bool for_ever;

static void __attribute__((constructor)) begin(void) {
  const char* which = getenv("NEXOR_FAIL_ALLOCATION");
  if (which == NULL) return;
  char* rest = NULL;
  failing = strtoul(which, &rest, 10);
  for_ever = *rest == '+';
}

static void __attribute__((destructor)) end(void) {
  const char* path = getenv("NEXOR_COUNT_ALLOCATIONS");
  const int file = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return;
  char digits[24];
  size_t begin_at = sizeof digits;
  for (unsigned long left = made; begin_at > 0 && (left > 0 || begin_at == sizeof digits); left /= 10) {
    digits[--begin_at] = (char)('0' + left % 10);
  }
  if (write(file, digits + begin_at, sizeof digits - begin_at) < 0) _exit(1);
  close(file);
}

static bool fails(void) {
  const unsigned long number = ++made;
  const bool is_failing = failing != 0 && (for_ever ? number >= failing : number == failing);
  if (is_failing) errno = ENOMEM;
  return is_failing;
}

void* malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return fails() ? NULL : __libc_calloc(count, size); }
void* realloc(void* old, size_t size) { return fails() ? NULL : __libc_realloc(old, size); }
void* memalign(size_t alignment, size_t size) { return fails() ? NULL : __libc_memalign(alignment, size); }
void* aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void** result, size_t alignment, size_t size) {
  void* found = memalign(alignment, size);
  if (found == NULL) return ENOMEM;
  *result = found;
  return 0;
}
