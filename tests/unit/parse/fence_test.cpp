#include <doctest/doctest.h>

#include "tests/unit/parse/desk.h"

namespace nexor {

TEST_CASE("a value follows its option, or is joined to it") {
  check({
      {{"cancel", "A1", "--reason", "moved"}, "cancel SUBSCRIPTION=[A1] reason=[moved]"},
      {{"cancel", "A1", "--reason=moved"}, "cancel SUBSCRIPTION=[A1] reason=[moved]"},
      {{"cancel", "A1", "-r", "moved"}, "cancel SUBSCRIPTION=[A1] reason=[moved]"},
      {{"cancel", "A1", "-rmoved"}, "cancel SUBSCRIPTION=[A1] reason=[moved]"},
      {{"cancel", "--reason=a=b"}, "cancel reason=[a=b]"},
      {{"cancel", "-ra=b"}, "cancel reason=[a=b]"},
  });
}

TEST_CASE("short flags go together, the last of them may take a value") {
  check({
      {{"cancel", "-ny", "-rx"}, "cancel reason=[x] dry-run yes"},
      {{"cancel", "-nqrx", "A1"}, "cancel SUBSCRIPTION=[A1] reason=[x] dry-run quiet"},
      {{"cancel", "-nr", "x", "A1"}, "cancel SUBSCRIPTION=[A1] reason=[x] dry-run"},
  });
}

TEST_CASE("options stand before, between and after operands") {
  check({
      {{"cancel", "-rx", "A1", "--yes", "A2"}, "cancel SUBSCRIPTION=[A1][A2] reason=[x] yes"},
      {{"-q", "cancel", "A1", "-rx"}, "cancel SUBSCRIPTION=[A1] reason=[x] quiet"},
      {{"-o", "list", "list"}, "list output=[list]"},
      {{"--lock-timeout", "5s", "account", "-q", "close", "A1"}, "account close ID=[A1] quiet lock-timeout=[5s]"},
  });
}

TEST_CASE("a command's own options don't stand before its name") {
  CHECK(outcome({"--dry-run", "cancel", "-rx"}) ==
        "! no option '--dry-run' (--help lists the options; a command's own stand behind its name)");
}

TEST_CASE("two dashes end the options") {
  check({
      {{"cancel", "-rx", "--", "--yes", "-n", "--"}, "cancel SUBSCRIPTION=[--yes][-n][--] reason=[x]"},
      {{"list", "--"}, "list"},
      {{"--", "list"}, "list"},
      {{"list", "--", "--help"}, "! KIND: no value '--help' (it takes subscriptions or accounts)"},
      {{"login", "--", "-q"}, "! '-q' is one word too many (usage: nexor login)"},
  });
}

TEST_CASE("one dash is a word like any other") {
  check({
      {{"cancel", "-", "-F", "-", "-rx"}, "cancel SUBSCRIPTION=[-] reason=[x] feedback-file=[-]"},
      {{"cancel", "-F-", "--output=-", "-rx"}, "cancel reason=[x] feedback-file=[-] output=[-]"},
  });
}

TEST_CASE("an empty value is a value, and takes nothing from its neighbour") {
  check({
      {{"cancel", "--feedback=", "A1", "-rx"}, "cancel SUBSCRIPTION=[A1] reason=[x] feedback=[]"},
      {{"cancel", "--feedback", "", "A1", "-rx"}, "cancel SUBSCRIPTION=[A1] reason=[x] feedback=[]"},
      {{"cancel", "", "-rx"}, "cancel SUBSCRIPTION=[] reason=[x]"},
  });
}

TEST_CASE("a missing value is not made out of the next option") {
  const std::string hint = " (a value that looks like an option is written --reason=VALUE)";
  check({
      {{"cancel", "A1", "--reason"}, "! --reason needs a value"},
      {{"cancel", "A1", "-r"}, "! --reason needs a value"},
      {{"cancel", "A1", "--reason", "--yes"}, "! --reason needs a value" + hint},
      {{"cancel", "A1", "--reason", "--yse"}, "! --reason needs a value" + hint},
      {{"cancel", "A1", "--reason", "--feedback=x"}, "! --reason needs a value" + hint},
      {{"cancel", "A1", "--reason", "-y"}, "! --reason needs a value" + hint},
      {{"cancel", "A1", "-r", "-nmtext"}, "! --reason needs a value" + hint},
      {{"cancel", "A1", "--reason", "--"}, "! --reason needs a value" + hint},
  });
}

TEST_CASE("a value may begin with a dash where it can't be an option, or is joined") {
  check({
      {{"cancel", "-rx", "-m", "-5"}, "cancel reason=[x] feedback=[-5]"},
      {{"cancel", "-rx", "-m", "-nice try"}, "cancel reason=[x] feedback=[-nice try]"},
      {{"cancel", "-rx", "-m", "-- none --"}, "cancel reason=[x] feedback=[-- none --]"},
      {{"cancel", "-rx", "--feedback=--yes"}, "cancel reason=[x] feedback=[--yes]"},
      {{"cancel", "-rx", "-m--yes"}, "cancel reason=[x] feedback=[--yes]"},
      {{"cancel", "-rx", "-5"}, "cancel SUBSCRIPTION=[-5] reason=[x]"},
  });
}

TEST_CASE("text arrives byte for byte") {
  for (const std::string_view text :
       {"[a,b]", "{a b}", "010", "0x10", "a,b",      "\"quoted\"", "'",  "\\n", "%%",   "@file",
        "v0",    "true",  " ",   "a\nb", "\xff\xfe", "/y",         "..", "++",  "list", "J\xc3\xb6rg"}) {
    CAPTURE(text);
    const std::string expected{text};
    CHECK(outcome({"cancel", "-rx", text}) == "cancel SUBSCRIPTION=[" + expected + "] reason=[x]");
    CHECK(outcome({"cancel", "-rx", "-m", text}) == "cancel reason=[x] feedback=[" + expected + "]");
    CHECK(outcome({"cancel", "--reason=" + expected}) == "cancel reason=[" + expected + "]");
  }
}

TEST_CASE("a flag takes no value") {
  check({
      {{"cancel", "-rx", "--yes=false"}, "! --yes takes no value"},
      {{"cancel", "-rx", "--yes="}, "! --yes takes no value"},
      {{"--json=no", "list"}, "! --json takes no value"},
      {{"list", "--help=false"}, "! --help takes no value"},
  });
}

TEST_CASE("an option is given once, unless it repeats") {
  check({
      {{"cancel", "-rx", "--reason", "x"}, "! --reason is given twice"},
      {{"cancel", "-yrx", "--yes"}, "! --yes is given twice"},
      {{"-q", "list", "-q"}, "! --quiet is given twice"},
      {{"list", "-vv"}, "! --verbose is given twice"},
      {{"cancel", "-rx", "--status", "a", "--status=b"}, "cancel reason=[x] status=[a][b]"},
  });
}

TEST_CASE("an option that isn't there names the nearest") {
  check({
      {{"cancel", "--reasn", "x"}, "! no option '--reasn' (did you mean '--reason'?)"},
      {{"cancel", "--reasn=x"}, "! no option '--reasn' (did you mean '--reason'?)"},
      {{"list", "--csv"}, "! no option '--csv' (did you mean '--format csv'?)"},
      {{"list", "--jsno"}, "! no option '--jsno' (did you mean '--json'?)"},
      {{"list", "-json"}, "! no option '-json' (did you mean '--json'?)"},
      {{"list", "-json=yes"}, "! no option '-json' (did you mean '--json'?)"},
  });
}

TEST_CASE("a long option is written out") {
  check({
      {{"cancel", "--reas", "x"}, "! no option '--reas' (did you mean '--reason'?)"},
      {{"cancel", "-rx", "--feedback-f=x"},
       "! no option '--feedback-f' (did you mean '--feedback' or '--feedback-file'?)"},
  });
}

TEST_CASE("letters and dashes that mean nothing are refused") {
  CHECK(mistake({"list", "-x"}) == "! no option '-x'");
  CHECK(mistake({"list", "-qx"}) == "! no option '-x'");
  CHECK(mistake({"list", "-\xc3\xb6"}) == "! no option '-\xc3\xb6'");
  CHECK(mistake({"list", "---"}) == "! no option '---'");
  CHECK(mistake({"list", "--=x"}) == "! no option '--'");
  CHECK(mistake({"list", "--JSON"}) == "! no option '--JSON'");
}

}  // namespace nexor
