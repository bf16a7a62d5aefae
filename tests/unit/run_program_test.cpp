#include "cli/run_program.h"

#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>

namespace nexor {

namespace {

ProgramEnd shell(const std::string& script, const std::string& input = "",
                 std::chrono::seconds limit = std::chrono::seconds{20}) {
  return run_program(
      {.words = {"sh", "-c", script}, .variables = {"NEXOR_NOTICE_ID=N"}, .input = input, .time_limit = limit});
}

}  // namespace

TEST_CASE("a program gets its words, variables and input, and what it said is kept") {
  const ProgramEnd end = shell("cat; printf ' %s' \"$NEXOR_NOTICE_ID\"; printf ' err' >&2", "hello");
  CHECK(end.has_started);
  CHECK(end.failure.empty());
  CHECK(end.output == "hello N err");
}

TEST_CASE("a program that doesn't listen, or says more than is kept, ends as it would") {
  std::signal(SIGPIPE, SIG_IGN);
  const std::string much(1'000'000, 'x');
  CHECK(shell("exit 0", much).failure.empty());
  const ProgramEnd end = shell("cat; printf end", much);
  CHECK(end.failure.empty());
  CHECK(end.output.size() == 4096);
  CHECK(end.output.ends_with("xend"));
}

TEST_CASE("what a program says is kept as text that harms no terminal") {
  CHECK(shell("printf 'a\\033[2J\\377\\nb\\n'").output == "a\\x1b[2J\\xff\nb\n");
}

TEST_CASE("how a program failed is told") {
  CHECK(shell("exit 3").failure == "exit 3");
  CHECK(shell("kill -SEGV $$").failure == "ended by SIGSEGV");
  const ProgramEnd missing = run_program({.words = {"/nowhere/at all"}, .time_limit = std::chrono::seconds{1}});
  CHECK_FALSE(missing.has_started);
  CHECK(missing.failure == "'/nowhere/at all' can't be started: No such file or directory");
}

TEST_CASE("a program that takes too long is ended, with what it started, whether it listens or not") {
  CHECK(shell("sleep 1000 & sleep 1000", "", std::chrono::seconds{1}).failure == "took longer than 1s");
  CHECK(shell("trap '' TERM; sleep 1000 & wait; sleep 1000", "", std::chrono::seconds{1}).failure ==
        "took longer than 1s");
}

TEST_CASE("a program that leaves another behind isn't waited for longer than itself") {
  CHECK(shell("sleep 20 & echo started", "", std::chrono::seconds{3}).output == "started\n");
}

TEST_CASE("a program gets no token, no descriptor of ours and no ignored signal") {
  setenv("NEXOR_TOKEN", "secret", 1);
  CHECK(shell("printf \"[$NEXOR_TOKEN]\"").output == "[]");
  unsetenv("NEXOR_TOKEN");
  CHECK(shell("ls /proc/self/fd | wc -l").output == "4\n");  // three, and the folder that is read
  std::signal(SIGPIPE, SIG_IGN);
  constexpr std::string_view usual_signals = "0x7fffffff";
  CHECK(shell("echo $((0x$(awk '/SigIgn/ { print $2 }' /proc/self/status) & " + std::string(usual_signals) + "))")
            .output == "0\n");
}

}  // namespace nexor
