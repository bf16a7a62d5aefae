#include "cli/pager.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "tests/support/temporary_folder.h"

namespace nexor {

TEST_CASE("the empty command and cat are the wish for no pager") {
  for (const char* none : {"", "  ", "cat", " cat "}) CHECK_FALSE(is_pager(none));
  for (const char* pager : {"less", "less -S", "cat -n", "/usr/bin/cat", "$PAGER"}) CHECK(is_pager(pager));
}

TEST_CASE("a command of plain words needs no shell, and any other does") {
  CHECK(plain_words(" less  -S\t-i ") == std::vector<std::string>{"less", "-S", "-i"});
  for (const char* shell : {"less 'a b'", "less | head", "$HOME/pager", "a && b", "~/pager", "LESS=X less"}) {
    CHECK_FALSE(plain_words(shell));
  }
}

TEST_CASE("rows are counted as a terminal shows them, without the colours") {
  CHECK(rows_of("", 10) == 0);
  CHECK(rows_of("one\n\nthree\n", 10) == 3);
  CHECK(rows_of("one\ntwo", 10) == 2);
  CHECK(rows_of("1234567890\n12345678901\n", 10) == 3);
  CHECK(rows_of("\x1b[1m1234567890\x1b[0m\n", 10) == 1);
  CHECK(rows_of("山田太郎山\n山田太郎山田\n", 10) == 3);
}

TEST_CASE("a pager gets the whole text, with a shell and without") {
  const support::TemporaryFolder folder;
  const std::string text(200'000, 'x');
  const std::string file = folder.path("shown");
  CHECK(show_in_pager("dd status=none of='" + file + "'", text));
  CHECK(support::bytes_of(file) == text);
  CHECK(show_in_pager("cp /dev/stdin " + file, "short\n"));
  CHECK(support::bytes_of(file) == "short\n");
}

TEST_CASE("a pager that is left early takes nothing else away") {
  CHECK(show_in_pager("true", std::string(1'000'000, 'x')));
}

TEST_CASE("a pager that is not there says so") {
  CHECK_FALSE(show_in_pager("/nonexistent/pager", "text"));
  CHECK_FALSE(show_in_pager("'/nonexistent/pager' 2>/dev/null", "text"));
}

TEST_CASE("a pager is told how to show, unless LESS is set") {
  const support::TemporaryFolder folder;
  const std::string file = folder.path("less");
  unsetenv("LESS");
  CHECK(show_in_pager("echo \"$LESS\" >'" + file + "'", ""));
  CHECK(support::bytes_of(file) == "FRX\n");
  setenv("LESS", "S", 1);
  CHECK(show_in_pager("echo \"$LESS\" >'" + file + "'", ""));
  CHECK(support::bytes_of(file) == "S\n");
  unsetenv("LESS");
}

}  // namespace nexor
