/* measure PROGRAM ARG...: runs the program with its output thrown away, and prints what it took from spawn to exit:
 * wall time and CPU time in microseconds, peak memory in KiB. Exits with the program's own code, 128 where it was
 * killed.
 *
 * A program of its own, because a process begins with the peak memory of the one that it was forked from. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * 1000000LL + at.tv_nsec / 1000;
}

static long long microseconds(struct timeval time) { return time.tv_sec * 1000000LL + time.tv_usec; }

static void become(char** words) {
  const int nowhere = open("/dev/null", O_RDWR);
  dup2(nowhere, STDIN_FILENO);
  dup2(nowhere, STDOUT_FILENO);
  execvp(words[0], words);
  perror(words[0]);
  _exit(127);
}

int main(int count, char** words) {
  if (count < 2) return 2;
  const long long began = now();
  const pid_t child = vfork();
  if (child < 0) return 126;
  if (child == 0) become(words + 1);
  int status = 0;
  struct rusage used;
  if (wait4(child, &status, 0, &used) != child) return 126;
  printf("%lld %lld %ld\n", now() - began, microseconds(used.ru_utime) + microseconds(used.ru_stime), used.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
