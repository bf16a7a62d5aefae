#include <fmt/format.h>

#include "cli/ask/confirm.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/output/counted.h"
#include "cli/say.h"
#include "lib/ops/find.h"
#include "lib/ops/operators.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct OperatorOptions {
  std::string name;
  std::string role;
  Confirmed confirmed;
};

std::string endings_of(const OperatorChange& change) {
  std::string text;
  if (change.sessions_ended > 0) text += "; ended " + counted(change.sessions_ended, "log-in");
  if (change.tokens_ended > 0) {
    text += (text.empty() ? "; ended " : " and ") + counted(change.tokens_ended, "token");
  }
  return text;
}

// `done` says what happened, as in "disabled".
int answer(Context& context, const OperatorChange& change, const std::string& done, const std::string& schema) {
  const Operator& now = change.changed;
  const std::string sentence =
      change.is_changed ? fmt::format("{}{}", done, endings_of(change)) : fmt::format("nothing to do: {}", done);
  say_done(context, sentence, schema, [&](JsonWriter& json) {
    json.member("operator", now.name);
    json.member("role", name_of(now.role));
    json.member("enabled", now.is_enabled);
    json.member("changed", change.is_changed);
    json.member("sessions_ended", change.sessions_ended);
    json.member("tokens_ended", change.tokens_ended);
  });
  return 0;
}

template <class Change>
OperatorChange made(const OperatorOptions& options, Context& context, Change change) {
  check_operator_name(options.name);
  Desk& desk = context.desk();
  context.set_subjects({options.name});
  context.begin_change();
  OperatorChange result = change(desk);
  if (result.is_changed) context.set_changed({"nexor list operators"});
  return result;
}

int edit(const OperatorOptions& options, Context& context) {
  const auto change = made(options, context, [&](Desk& desk) {
    return edit_operator(desk, options.name, parse_role(options.role).value());
  });
  return answer(context, change, fmt::format("'{}' is {}", options.name, options.role), "nexor.operator_edit/1");
}

int disable(const OperatorOptions& options, Context& context) {
  check_operator_name(options.name);
  Operator found;
  look(context.desk(), Verb::operator_disable,
       [&](Transaction& transaction, Instant) { found = find_operator(transaction, options.name); });
  if (found.is_enabled) {
    confirm(context, options.confirmed,
            fmt::format("Disable '{}', end its log-ins and revoke its tokens?", options.name));
  }
  const auto change = made(options, context, [&](Desk& desk) { return disable_operator(desk, options.name); });
  const int exit = answer(context, change, fmt::format("'{}' is disabled", options.name), "nexor.operator_disable/1");
  tell_repetition(context,
                  CommandLine("operator disable", context.globals()).operands({options.name}).flag("yes", true));
  return exit;
}

int enable(const OperatorOptions& options, Context& context) {
  const auto change = made(options, context, [&](Desk& desk) { return enable_operator(desk, options.name); });
  return answer(context, change, fmt::format("'{}' is enabled", options.name), "nexor.operator_enable/1");
}

}  // namespace

Command operator_edit_command() {
  auto options = std::make_shared<OperatorOptions>();
  return {
      .name = "operator edit",
      .group = "Access",
      .summary = "Give an operator another role; its log-ins end",
      .operands = {one("OPERATOR", options->name, "Whose role")},
      .options = {one_of(role_names(), required_option("role", "ROLE", options->role, "What it may do from now on"))},
      .examples = {{"operator edit grace --role admin", "Let somebody do everything"}},
      .run = [options](Context& context) { return edit(*options, context); }};
}

Command operator_disable_command() {
  auto options = std::make_shared<OperatorOptions>();
  return {.name = "operator disable",
          .group = "Access",
          .summary = "Let an operator act no more: its log-ins end, its tokens are revoked",
          .operands = {one("OPERATOR", options->name, "Who")},
          .options = {yes_option(options->confirmed)},
          .examples = {{"operator disable grace", "When somebody leaves"}},
          .unanswered = [options](Context&) { return unanswered_without_yes(options->confirmed); },
          .run = [options](Context& context) { return disable(*options, context); }};
}

Command operator_enable_command() {
  auto options = std::make_shared<OperatorOptions>();
  return {.name = "operator enable",
          .group = "Access",
          .summary = "Let a disabled operator log in again",
          .operands = {one("OPERATOR", options->name, "Who")},
          .examples = {{"operator enable grace", "When somebody is back; tokens have to be made anew"}},
          .run = [options](Context& context) { return enable(*options, context); }};
}

}  // namespace nexor
