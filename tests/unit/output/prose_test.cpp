#include "cli/output/prose.h"

#include <doctest/doctest.h>

using nexor::prose;

TEST_CASE("sentences break between words, and what goes on is indented by four more") {
  CHECK(prose("", 10) == "");
  CHECK(prose("it fits", 7) == "it fits");
  CHECK(prose("it does not fit", 7) == "it does\n    not\n    fit");
  CHECK(prose("ends soon\n  with it: K-1, K-2", 14) == "ends soon\n  with it:\n      K-1, K-2");
  CHECK(prose("one\n\ntwo", 80) == "one\n\ntwo");
}

TEST_CASE("a word that is wider than a line stays whole") {
  CHECK(prose("see /a/long/path/of/it now", 10) == "see\n    /a/long/path/of/it\n    now");
  CHECK(prose("/a/long/path/of/it", 10) == "/a/long/path/of/it");
  CHECK(prose("  /a/long/path/of/it", 10) == "  /a/long/path/of/it");
}

TEST_CASE("a command to go on with stays in one line") {
  CHECK(prose("done now\n  next: nexor undo K-1\n    or: nexor show K-1", 8) ==
        "done now\n  next: nexor undo K-1\n    or: nexor show K-1");
}

TEST_CASE("lines are measured in cells, not in bytes") {
  CHECK(prose("äöü äöü", 7) == "äöü äöü");
  CHECK(prose("日本語 日本語", 12) == "日本語\n    日本語");
}
