#include "cli/parse/parser.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "lib/error.h"
#include "tests/unit/parse/desk.h"

namespace nexor {

TEST_CASE("a command is named by one word or two") {
  check({
      {{"list"}, "list"},
      {{"account", "close", "A1"}, "account close ID=[A1]"},
      {{"account close", "A1"}, "! no command 'account close' (nexor --help lists the commands)"},
      {{"__complete"}, "__complete"},
  });
}

TEST_CASE("a command that isn't there names the nearest") {
  check({
      {{"lsit"}, "! no command 'lsit' (did you mean 'list'?)"},
      {{"log"}, "! no command 'log' (did you mean 'login' or 'logout'?)"},
      {{"acount", "add"}, "! no command 'acount' (did you mean 'account'?)"},
      {{"account", "ad"}, "! no command 'account ad' (did you mean 'add'?)"},
      {{"account", "x"}, "! no command 'account x' ('account' takes add or close)"},
      {{"__complet"}, "! no command '__complet' (nexor --help lists the commands)"},
      {{""}, "! no command '' (nexor --help lists the commands)"},
  });
}

TEST_CASE("a group alone says which commands it has") {
  CHECK(outcome({"account"}) == "! 'account' takes a command: add or close");
}

TEST_CASE("nothing at all is short help, and options alone miss a command") {
  CHECK(outcome({}) == "short help");
  CHECK(outcome({"-q"}) == "! missing: COMMAND (nexor --help lists the commands)");
}

TEST_CASE("help is given wherever it is asked for") {
  check({
      {{"--help"}, "overview"},
      {{"-h"}, "overview"},
      {{"cancel", "--help"}, "help cancel"},
      {{"--help", "cancel"}, "help cancel"},
      {{"cancel", "-nh"}, "help cancel"},
      {{"cancel", "--reasn", "x", "-h"}, "help cancel"},
      {{"cancel", "--reason", "--help"}, "help cancel"},
      {{"cancel", "-m", "-h"}, "help cancel"},
      {{"cancel", "--yes=no", "-h", "-h"}, "help cancel"},
      {{"--wrong", "cancel", "--help"}, "help cancel"},
      {{"list", "a", "b", "c", "--help"}, "help list"},
      {{"list", "--format", "xml", "--help"}, "help list"},
      {{"account", "add", "--help"}, "help account add"},
      {{"account", "--help"}, "help of group account"},
      {{"account", "ad", "--help"}, "help of group account"},
      {{"lsit", "--help"}, "overview"},
      {{"list", "--version", "--help"}, "help list"},
  });
}

TEST_CASE("the version is told wherever it is asked for") {
  check({
      {{"--version"}, "version"},
      {{"-V"}, "version"},
      {{"cancel", "--wrong", "-V"}, "version"},
      {{"lsit", "--version"}, "version"},
      {{"--version", "--json"}, "version format=[json]"},
      {{"cancel", "-o", "file", "--reason", "-r", "-V", "--format=csv"}, "version format=[csv] output=[file]"},
      {{"--version", "--format", "xml"}, "! --format: no value 'xml' (it takes table, tsv, csv, json, jsonl or id)"},
  });
}

TEST_CASE("help behind two dashes or joined to an option is text") {
  check({
      {{"cancel", "-rx", "--", "--help", "-h"}, "cancel SUBSCRIPTION=[--help][-h] reason=[x]"},
      {{"cancel", "-rx", "--feedback=--help"}, "cancel reason=[x] feedback=[--help]"},
  });
}

TEST_CASE("all that is missing is named at once") {
  check({
      {{"account", "add"},
       "! missing: KEY, --name TEXT, --email ADDRESS (usage: nexor account add KEY --name TEXT --email ADDRESS)"},
      {{"account", "add", "--name=N"},
       "! missing: KEY, --email ADDRESS (usage: nexor account add KEY --name TEXT --email ADDRESS)"},
      {{"account", "close"}, "! missing: ID (usage: nexor account close ID...)"},
      {{"cancel", "A1"}, "! missing: --reason CODE (usage: nexor cancel [SUBSCRIPTION...] --reason CODE [OPTION...])"},
  });
}

TEST_CASE("a word too many is named") {
  CHECK(outcome({"list", "accounts", "[x]"}) == "! '[x]' is one word too many (usage: nexor list [KIND])");
}

TEST_CASE("a value that isn't offered names the nearest, or all") {
  check({
      {{"cancel", "-rx", "--at", "perod-end"}, "! --at: no value 'perod-end' (did you mean 'period-end'?)"},
      {{"list", "acounts"}, "! KIND: no value 'acounts' (did you mean 'accounts'?)"},
      {{"list", "--format=xml"}, "! --format: no value 'xml' (it takes table, tsv, csv, json, jsonl or id)"},
      {{"list", "--color="}, "! --color: no value '' (it takes auto, always or never)"},
  });
}

TEST_CASE("global options are settled") {
  check({
      {{"list", "--json"}, "list format=[json]"},
      {{"list", "--json", "--format", "json"}, "list format=[json]"},
      {{"list", "--json", "--format=csv"}, "! --json and --format csv contradict each other"},
      {{"list", "--header"}, "list header"},
      {{"list", "--no-header"}, "list no-header"},
      {{"list", "--header", "--no-header"}, "! --header and --no-header contradict each other"},
      {{"list", "--utc", "--time=local"}, "! --utc and --time local contradict each other"},
      {{"list", "--utc", "--time=iso"}, "list"},
      {{"list", "--columns", "id,key"}, "list columns=[id][key]"},
      {{"list", "--columns=id,,key"}, "! --columns: an empty name in 'id,,key'"},
      {{"list", "--columns="}, "! --columns: an empty name in ''"},
  });
}

TEST_CASE("a line that wants JSON is known before it is understood") {
  for (const Line& line : {Line{"--json"}, Line{"lsit", "--json"}, Line{"list", "--format", "json", "--wrong"},
                           Line{"list", "--format=jsonl"}, Line{"--format", "jsonl"}}) {
    CHECK(asks_for_json(line));
  }
  for (const Line& line : {Line{}, Line{"list", "--format", "csv"}, Line{"json"}, Line{"list", "--", "--json"},
                           Line{"show", "--get", "json"}, Line{"list", "--format"}}) {
    CHECK_FALSE(asks_for_json(line));
  }
}

TEST_CASE("the command of a wrong line can be named for its error") {
  CHECK(command_named(Line{"cancel", "--reasn"}, desk()) == "cancel");
  CHECK(command_named(Line{"-q", "account", "--json", "add"}, desk()) == "account add");
  for (const Line& line : {Line{}, Line{"lsit"}, Line{"account"}, Line{"account", "ad"}, Line{"--wrong"}}) {
    CHECK(command_named(line, desk()).empty());
  }
}

TEST_CASE("no line gets anything but an answer or a usage error") {
  CHECK(rc::check([] {
    const auto piece = rc::gen::element<std::string>("cancel", "account", "add", "list", "--", "-", "--reason", "--yes",
                                                     "-r", "-nq", "--at=now", "=", "[a,b]", "-h", "--json", "%%");
    const auto word = rc::gen::oneOf(piece, piece, rc::gen::arbitrary<std::string>());
    const auto words = *rc::gen::container<std::vector<std::string>>(word);
    try {
      parse(Line(words.begin(), words.end()), desk());
    } catch (const Error& error) {
      RC_ASSERT(error.fault == Fault::usage);
    }
  }));
}

}  // namespace nexor
