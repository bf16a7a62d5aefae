#include "tests/unit/parse/desk.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <memory>

#include "cli/parse/parser.h"
#include "lib/error.h"

namespace nexor {

namespace {

struct CancelOptions {
  std::vector<std::string> subscriptions;
  std::string reason;
  std::optional<std::string> feedback;
  std::optional<std::string> feedback_file;
  std::optional<std::string> at;
  std::vector<std::string> statuses;
  bool dry_run = false;
  bool yes = false;
};

Command cancel_command() {
  auto options = std::make_shared<CancelOptions>();
  return {.name = "cancel",
          .group = "End",
          .summary = "End subscriptions, with a reason and a receipt",
          .operands = {any("SUBSCRIPTION", options->subscriptions, "What to end: ids or keys")},
          .options = {required_option("reason", 'r', "CODE", options->reason, "Why it ends"),
                      option("feedback", 'm', "TEXT", options->feedback, "What the customer said"),
                      option("feedback-file", 'F', "FILE", options->feedback_file, "The same, out of a file"),
                      one_of({"now", "period-end"}, option("at", "WHEN", options->at, "When it ends")),
                      repeatable("status", "STATUS", options->statuses, "Only those with this status"),
                      flag("dry-run", 'n', options->dry_run, "Only say what would happen"),
                      flag("yes", 'y', options->yes, "Don't ask")},
          .examples = {{"cancel K-1001 --reason too_expensive --feedback 'Found a cheaper one elsewhere'",
                        "At the end of the term that is paid for"}},
          .run = [options](Context&) { return 0; }};
}

Command list_command() {
  auto kind = std::make_shared<std::optional<std::string>>();
  return {.name = "list",
          .group = "Look",
          .summary = "List subscriptions, accounts and all else",
          .operands = {one_of({"subscriptions", "accounts"}, maybe("KIND", *kind, "What to list"))},
          .run = [kind](Context&) { return 0; }};
}

Command login_command() { return {.name = "login", .group = "Session", .summary = "Log in"}; }
Command logout_command() { return {.name = "logout", .group = "Session", .summary = "Log out"}; }

Command add_command() {
  struct Options {
    std::string key, name, email;
  };
  auto options = std::make_shared<Options>();
  return {.name = "account add",
          .group = "Records",
          .summary = "Add an account",
          .operands = {one("KEY", options->key, "Its key")},
          .options = {required_option("name", "TEXT", options->name, "Its name"),
                      required_option("email", "ADDRESS", options->email, "Its address")},
          .run = [options](Context&) { return 0; }};
}

Command close_command() {
  auto ids = std::make_shared<std::vector<std::string>>();
  return {.name = "account close",
          .group = "Records",
          .summary = "Close accounts",
          .operands = {one_or_more("ID", *ids, "The accounts")},
          .run = [ids](Context&) { return 0; }};
}

Command complete_command() { return {.name = "__complete", .summary = "Complete a line", .hidden = true}; }

struct Shown {
  std::string operator()(const bool* value) const { return *value ? " " + name : ""; }
  std::string operator()(const std::string* value) const { return fmt::format(" {}=[{}]", name, *value); }
  std::string operator()(const std::optional<std::string>* value) const { return *value ? (*this)(&**value) : ""; }
  std::string operator()(const std::vector<std::string>* values) const {
    return values->empty() ? "" : fmt::format(" {}=[{}]", name, fmt::join(*values, "]["));
  }
  std::string name;
};

std::string shown(const Command& command) {
  std::string text = command.name;
  for (const Operand& operand : command.operands) text += std::visit(Shown{operand.name}, operand.target);
  for (const Option& option : command.options) text += std::visit(Shown{option.name}, option.target);
  return text;
}

std::string shown(const GlobalOptions& globals) {
  std::string text = globals.quiet ? " quiet" : "";
  if (globals.verbose) text += " verbose";
  if (globals.header) text += *globals.header ? " header" : " no-header";
  text += Shown{"columns"}(&globals.columns) + Shown{"format"}(&globals.format) + Shown{"output"}(&globals.output);
  return text + Shown{"lock-timeout"}(&globals.lock_timeout);
}

struct Told {
  std::string operator()(const RunCommand& run) const {
    if (!run.missing.empty()) throw Error{missing_inputs(run.command, run.missing)};
    return shown(run.command) + shown(run.globals);
  }
  std::string operator()(const ShowHelp& help) const { return "help " + help.command.name; }
  std::string operator()(const ShowGroupHelp& help) const { return "help of group " + help.group; }
  std::string operator()(ShowOverview) const { return "overview"; }
  std::string operator()(const ShowVersion& version) const { return "version" + shown(version.globals); }
  std::string operator()(ShowShortHelp) const { return "short help"; }
};

}  // namespace

std::span<const CommandEntry> desk() {
  static constexpr std::array<CommandEntry, 7> index = {{{"login", login_command},
                                                         {"logout", logout_command},
                                                         {"list", list_command},
                                                         {"cancel", cancel_command},
                                                         {"account add", add_command},
                                                         {"account close", close_command},
                                                         {"__complete", complete_command}}};
  return index;
}

std::string outcome(const Line& line) try {
  return std::visit(Told{}, parse(line, desk()));
} catch (const Error& error) {
  const std::string text = fmt::format("! {}", error.message);
  return error.hint.empty() ? text : fmt::format("{} ({})", text, error.hint);
}

std::string mistake(const Line& line) try {
  return std::visit(Told{}, parse(line, desk()));
} catch (const Error& error) {
  return "! " + error.message;
}

void check(std::initializer_list<Case> cases) {
  for (const auto& [line, comes_to] : cases) {
    const std::string words = fmt::format("{}", fmt::join(line, " | "));
    CAPTURE(words);
    CHECK(outcome(line) == comes_to);
  }
}

}  // namespace nexor
