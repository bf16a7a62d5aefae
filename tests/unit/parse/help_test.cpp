#include "cli/parse/help.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "cli/parse/global_options.h"
#include "cli/parse/topic.h"
#include "cli/parse/wrap.h"
#include "tests/unit/parse/desk.h"

namespace nexor {

namespace {

struct Globals {
  GlobalWords words;
  std::vector<Option> options = global_options(words);
};

std::size_t widest_line(const std::string& text) {
  std::istringstream lines{text};
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, line.size());
  return widest;
}

// Every text of help there is, for one width.
std::vector<std::string> all_help(int width) {
  const Globals globals;
  std::vector<std::string> texts = {help_overview(desk(), globals.options, help_topics(), width),
                                    help_for_group("account", desk(), width), short_help()};
  for (const CommandEntry& entry : desk()) texts.push_back(help_for(entry.make(), globals.options, width));
  return texts;
}

bool come_in_order(const std::string& text, std::initializer_list<std::string_view> parts) {
  std::size_t at = 0;
  for (const std::string_view part : parts) {
    at = text.find(part, at);
    if (at == std::string::npos) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("no line of help is wider than the terminal") {
  for (const int width : {40, 41, 57, 80, 132}) {
    CAPTURE(width);
    for (const std::string& text : all_help(width)) CHECK(widest_line(text) <= static_cast<std::size_t>(width));
  }
}

TEST_CASE("a terminal too narrow for help gets forty columns") {
  CHECK(help_for_group("account", desk(), 5) == help_for_group("account", desk(), 40));
  CHECK(help_for_group("account", desk(), -1) == help_for_group("account", desk(), 40));
}

TEST_CASE("help of a command begins with its examples") {
  const Globals globals;
  const std::string text = help_for(desk()[3].make(), globals.options, 80);
  CHECK(come_in_order(text, {"Examples", "nexor cancel K-1001", "Usage", "nexor cancel [SUBSCRIPTION...] --reason CODE",
                             "Operands", "SUBSCRIPTION...", "Options", "-r, --reason CODE", "--at WHEN",
                             "now, period-end", "Global options", "--help"}));
}

TEST_CASE("a long example is broken as a shell takes it, never within quotes") {
  const Command command = {
      .name = "x", .summary = "", .examples = {{"x --feedback 'one two three' --reason moved", "So"}}};
  CHECK(come_in_order(help_for(command, {}, 40),
                      {"  nexor x --feedback 'one two three' \\\n    --reason moved\n      So\n"}));
}

TEST_CASE("a command without examples, operands and options has no headings for them") {
  const Globals globals;
  const std::string text = help_for(desk()[0].make(), globals.options, 80);
  for (const std::string_view heading : {"Examples\n", "Operands\n", "\nOptions\n"}) {
    CHECK(text.find(heading) == std::string::npos);
  }
}

TEST_CASE("the overview has its groups in order, and nothing hidden") {
  const Globals globals;
  const std::string text = help_overview(desk(), globals.options, help_topics(), 80);
  CHECK(come_in_order(text, {"Examples\n", "Usage\n", "Session\n", "  login", "  logout", "Look\n", "  list", "End\n",
                             "  cancel", "Records\n", "  account add", "  account close", "Global options\n",
                             "-V, --version", "Topics\n", "exit-codes"}));
  CHECK(text.find("__complete") == std::string::npos);
  CHECK(text.find("Store\n") == std::string::npos);
}

TEST_CASE("help of a group lists its commands") {
  CHECK(help_for_group("account", desk(), 80) ==
        "The commands of nexor account\n"
        "\n"
        "Commands\n"
        "  account add    Add an account\n"
        "  account close  Close accounts\n"
        "\n"
        "nexor account COMMAND --help explains one.\n");
}

TEST_CASE("text is broken at blanks, and a word only where it is longer than a line") {
  CHECK(wrapped("one two three", "", "", 13) == "one two three\n");
  CHECK(wrapped("one two three", "", "", 12) == "one two\nthree\n");
  CHECK(wrapped("one two three", "- ", "  ", 9) == "- one two\n  three\n");
  CHECK(wrapped("abcdefgh", "", "", 5) == "abcde\nfgh\n");
  CHECK(wrapped("one two three", "", " ", 9, " \\") == "one two \\\n three\n");
  CHECK(wrapped("", "- ", "  ", 9) == "- \n");
}

}  // namespace nexor
