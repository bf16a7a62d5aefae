#include "lib/ops/access.h"

#include <fmt/format.h>

#include "cli/ask/confirm.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/say.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct OperatorAddOptions {
  std::string name;
  std::string role;
  PasswordOptions password;
};

int add_operator_from(const OperatorAddOptions& options, Context& context) {
  check_operator_name(options.name);
  std::optional<Secret> password;
  if (has_password(options.password)) password = new_password(context, options.password);
  Desk& desk = context.desk();
  context.set_subjects({options.name});
  require(desk.actor, Verb::operator_add);
  NewOperator given{.name = options.name, .role = *parse_role(options.role), .password_hash = {}};
  if (password) given.password_hash = hash_password(password->view(), desk.policy.password_cost, desk.random);
  context.begin_change();
  const Operator added = add_operator(desk, given);
  context.set_changed({"nexor list operators"});
  const std::string_view how = added.password_hash ? "" : ", without a password: it acts through tokens";
  say_done(context, fmt::format("added the operator '{}' ({}){}", added.name, name_of(added.role), how),
           "nexor.operator_add/1", [&](JsonWriter& json) {
             json.member("operator", added.name);
             json.member("role", name_of(added.role));
             json.member("password", added.password_hash.has_value());
           });
  return 0;
}

}  // namespace

Command operator_add_command() {
  auto options = std::make_shared<OperatorAddOptions>();
  Command command{
      .name = "operator add",
      .group = "Access",
      .summary = "Add an operator",
      .operands = {one("NAME", options->name, "a-z, 0-9, '.', '_' and '-'")},
      .options = {one_of(role_names(), required_option("role", "ROLE", options->role, "What it may do"))},
      .examples = {{"operator add grace --role operator --password-file grace.password", "Somebody who logs in"},
                   {"operator add nightly --role operator", "A service that acts through tokens"}},
      .run = [options](Context& context) { return add_operator_from(*options, context); }};
  for (Option& declared : password_options(options->password)) command.options.push_back(std::move(declared));
  return command;
}

}  // namespace nexor
