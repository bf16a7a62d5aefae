#include "cli/complete/complete.h"

#include <doctest/doctest.h>

#include <array>

#include "cli/commands.h"

namespace nexor {

namespace {

// What is offered for a line's last word, each followed by a blank.
std::string offered(const std::vector<std::string>& words) {
  std::string text;
  for (const Candidate& candidate : complete(words, command_index()).candidates) text += candidate.word + ' ';
  return text;
}

}  // namespace

TEST_CASE("commands, options and choices are offered where they can stand") {
  struct Case {
    std::vector<std::string> words;
    std::string offered;
  };
  for (const auto& [words, expected] : std::vector<Case>{
           {{"logo"}, "logout "},
           {{"acc"}, "account "},
           {{"account", ""}, "add edit close reopen "},
           {{"account", "x"}, ""},
           {{"__"}, ""},
           {{"undo", "K-1", "--re"}, "--reinstate "},
           {{"undo", "--reinstate", "--re"}, ""},
           {{"list", "--status", "active", "--stat"}, "--status "},
           {{"list", "pl"}, "plans "},
           {{"list", "plans", ""}, ""},
           {{"--json", "list", "pl"}, "plans "},
           {{"list", "--format", "js"}, "json jsonl "},
           {{"list", "--format=js"}, "--format=json --format=jsonl "},
           {{"operator", "add", "x", "--role", "ad"}, "admin "},
           {{"list", "--", "--fo"}, ""},
           {{"nonsense", ""}, ""},
           {{"account", "add", "C-1", "--y"}, "--yes "},
           {{"help", "acc"}, "account "},
           {{"help", "account", ""}, "add edit close reopen "},
           {{"help", "account", "add", ""}, ""},
       }) {
    CAPTURE(words.back());
    CHECK(offered(words) == expected);
  }
}

TEST_CASE("what only the store knows is asked for by its name") {
  struct Case {
    std::vector<std::string> words;
    std::string wanted;
    std::string prefix;
  };
  for (const auto& [words, wanted, prefix] : std::vector<Case>{{{"undo", "K"}, "ID", ""},
                                                               {{"cancel", "a", "K"}, "SUBSCRIPTION", ""},
                                                               {{"cancel", "-r", "t"}, "CODE", ""},
                                                               {{"cancel", "--reason=t"}, "CODE", "--reason="},
                                                               {{"import", "plans", ""}, "FILE", ""},
                                                               {{"status", "--yes", ""}, "ID", ""}}) {
    CAPTURE(words.back());
    CHECK(complete(words, command_index()).wanted == wanted);
    CHECK(complete(words, command_index()).prefix == prefix);
  }
}

TEST_CASE("what the line says besides is known where a value is offered") {
  const std::vector<std::string> words{"--store",      "sqlite:a", "list",      "plans", "--config=b",
                                       "--token-file", "c",        "--columns", "key,"};
  const Completion asked = complete(words, command_index());
  CHECK(asked.command == "list");
  CHECK(asked.option == "columns");
  CHECK(asked.typed == "key,");
  CHECK(asked.operands == std::vector<std::string>{"plans"});
  CHECK(asked.globals.store == "sqlite:a");
  CHECK(asked.globals.config == "b");
  CHECK(asked.globals.token_file == "c");
}

}  // namespace nexor
