#include "cli/progress.h"

#include <doctest/doctest.h>

#include <semaphore>
#include <sstream>

#include "cli/context.h"

namespace nexor {

namespace {

using namespace std::chrono_literals;

ProgressTeller teller_of(ProgressStyle style, int width = 80) { return {style, "import", width}; }

// A terminal that takes nothing until it is let go on.
class StoppedTerminal : public std::streambuf {
 public:
  void wait_until_written_to() { written_to_.acquire(); }
  void go_on() { may_go_on_.release(); }

 private:
  std::streamsize xsputn(const char*, std::streamsize count) override {
    if (!was_stopped_) {
      was_stopped_ = true;
      written_to_.release();
      may_go_on_.acquire();
    }
    return count;
  }
  int overflow(int c) override { return c; }

  bool was_stopped_ = false;
  std::binary_semaphore written_to_{0};
  std::binary_semaphore may_go_on_{0};
};

ProgressStyle style_of(bool is_terminal, const GlobalOptions& globals, const std::string& term = "xterm") {
  std::istringstream in;
  std::ostringstream out;
  Surroundings surroundings{.in = in, .out = out, .err = out};
  surroundings.is_err_terminal = is_terminal;
  surroundings.environment = [&](std::string_view) { return std::optional(term); };
  return progress_style(Context(surroundings, globals, "import"));
}

}  // namespace

TEST_CASE("progress says what is done, what failed, how fast it goes and how long it will take") {
  CHECK(text_of(ProgressCounts{}, 0ms) == "0 done");
  CHECK(text_of(ProgressCounts{.done = 900}, 2s) == "900 done, 450/s");
  CHECK(text_of(ProgressCounts{.done = 12000, .failed = 300, .part = 25, .whole = 100}, 30s) ==
        "12000 done, 300 failed, 410/s, 1m 30s left");
  CHECK(text_of(ProgressCounts{.done = 1, .part = 1, .whole = 7501}, 1s) == "1 done, 1/s, 2h 5m left");
  CHECK(text_of(ProgressCounts{.done = 5, .part = 9, .whole = 9}, 10s) == "5 done, 0/s, 0s left");
}

TEST_CASE("an input that grew while it was read has no time left to tell") {
  CHECK(text_of(ProgressCounts{.done = 5, .part = 10, .whole = 9}, 1s) == "5 done, 5/s");
}

TEST_CASE("a terminal's line comes after half a second, is written over and taken away") {
  ProgressTeller teller = teller_of(ProgressStyle::line);
  CHECK(teller.at(499ms, {.done = 3}).empty());
  CHECK(teller.clearing().empty());
  CHECK(teller.at(500ms, {.done = 1000}) == "\rimport: 1000 done, 2000/s");
  CHECK(teller.at(1s, {.done = 1000}) == "\rimport: 1000 done, 1000/s");
  CHECK(teller.at(100s, {.done = 1000}) == "\rimport: 1000 done, 10/s  ");
  CHECK(teller.clearing() == "\r                         \r");
}

TEST_CASE("a line leaves the terminal's last cell free") {
  ProgressTeller teller = teller_of(ProgressStyle::line, 12);
  CHECK(teller.at(1s, {.done = 1000}) == "\rimport: 100");
}

TEST_CASE("plain progress is a line every 30 seconds, and nothing to take away") {
  ProgressTeller teller = teller_of(ProgressStyle::plain);
  CHECK(teller.at(29s, {.done = 1}).empty());
  CHECK(teller.at(30s, {.done = 60}) == "nexor: import: 60 done, 2/s\n");
  CHECK(teller.at(59s, {.done = 90}).empty());
  CHECK(teller.at(60s, {.done = 120}) == "nexor: import: 120 done, 2/s\n");
  CHECK(teller.clearing().empty());
}

TEST_CASE("no progress writes nothing") {
  ProgressTeller teller = teller_of(ProgressStyle::none);
  CHECK(teller.at(1h, {.done = 1}).empty());
}

TEST_CASE("the terminal, the options and TERM decide how progress looks") {
  const auto asked = [](const char* how) { return GlobalOptions{.progress = how}; };
  CHECK(style_of(true, {}) == ProgressStyle::line);
  CHECK(style_of(false, {}) == ProgressStyle::plain);
  CHECK(style_of(true, {}, "dumb") == ProgressStyle::plain);
  CHECK(style_of(true, asked("plain")) == ProgressStyle::plain);
  CHECK(style_of(true, asked("none")) == ProgressStyle::none);
  CHECK(style_of(true, GlobalOptions{.quiet = true}) == ProgressStyle::none);
  CHECK(style_of(false, GlobalOptions{.quiet = true, .progress = "plain"}) == ProgressStyle::none);
}

TEST_CASE("work that is soon over shows no progress") {
  std::ostringstream err;
  {
    Progress progress(err, teller_of(ProgressStyle::line));
    progress.tell({.done = 5});
  }
  CHECK(err.str().empty());
}

TEST_CASE("work that lasts is told of, and its line is gone when it ends") {
  std::ostringstream err;
  {
    Progress progress(err, teller_of(ProgressStyle::line));
    progress.tell({.done = 5, .failed = 2});
    std::this_thread::sleep_for(700ms);
  }
  CHECK(err.str().starts_with("\rimport: 5 done, 2 failed, "));
  CHECK(err.str().ends_with("  \r"));
}

TEST_CASE("a terminal that takes nothing holds up no work") {
  StoppedTerminal terminal;
  std::ostream err(&terminal);
  Progress progress(err, teller_of(ProgressStyle::line));
  terminal.wait_until_written_to();
  for (int done = 0; done < 1000; ++done) progress.tell({.done = done});
  terminal.go_on();
}

}  // namespace nexor
