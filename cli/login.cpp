#include "lib/ops/login.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/ask/confirm.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/credentials.h"
#include "cli/say.h"
#include "lib/model/text.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct LoginOptions {
  std::optional<std::string> operator_name;
  PasswordOptions password;
};

std::vector<Unanswered> unanswered_of(const LoginOptions& options) {
  std::vector<Unanswered> all;
  if (!options.operator_name) {
    all.push_back({"OPERATOR", Error(Fault::usage, "missing: OPERATOR, and nobody can be asked for it")});
  }
  if (!has_password(options.password)) all.push_back(unanswered_password());
  return all;
}

std::string name_of_operator(const LoginOptions& options, Context& context) {
  if (options.operator_name) return operator_meant(*options.operator_name);
  context.set_asked();
  const std::string line = ask_line(context, "Operator: ").value_or("");
  const std::string_view name = trimmed(line);
  if (name.empty()) throw Error(Fault::declined, "no operator was named");
  return operator_meant(name);
}

// A password that is given is read before the store is opened, since a file that isn't there is a mistake in the words;
// it is asked for only where there is a store to log in to.
int login(const LoginOptions& options, Context& context) {
  std::optional<Secret> given;
  if (has_password(options.password)) given = given_password(context, options.password);
  Desk& desk = context.open_desk();
  const std::string name = name_of_operator(options, context);
  const Secret password = given ? std::move(*given) : given_password(context, options.password);
  make_session_folder(context);
  context.begin_change();
  const LoggedIn logged_in = log_in(desk, name, password.view());
  context.set_changed({"nexor status"});
  save_session(context, logged_in.token);
  const Credential& credential = logged_in.credential;
  say_done(context,
           fmt::format("logged in as {} ({}) {}", credential.operator_name, name_of(credential.role),
                       context.times().until(credential.expires_at)),
           "nexor.login/1", [&](JsonWriter& json) {
             json.member("operator", credential.operator_name);
             json.member("role", name_of(credential.role));
             json.member("session", credential.id);
             json.member("expires_at", text_of(credential.expires_at));
           });
  CommandLine line("login", context.globals());
  tell_repetition(context, line.operands({name}).option("password-file", options.password.file));
  return 0;
}

int logout(Context& context) {
  Desk& desk = context.desk();
  context.begin_change();
  log_out(desk);
  context.set_changed();
  forget_session(context);
  say_done(context, fmt::format("logged out {}", desk.actor.name), "nexor.logout/1", [&](JsonWriter& json) {
    json.member("operator", desk.actor.name);
    json.member("session", desk.actor.credential);
  });
  return 0;
}

}  // namespace

Command login_command() {
  auto options = std::make_shared<LoginOptions>();
  return {.name = "login",
          .group = "Session",
          .summary = "Open a session",
          .operands = {maybe("OPERATOR", options->operator_name, "Who you are; asked for where it isn't given")},
          .options = password_options(options->password),
          .examples = {{"login ada", "Log in, and be asked for the password"},
                       {"login ada --password-file ada.password", "Log in from a script"}},
          .repeats_no_word = true,
          .unanswered = [options](Context&) { return unanswered_of(*options); },
          .run = [options](Context& context) { return login(*options, context); }};
}

Command logout_command() {
  return {.name = "logout",
          .group = "Session",
          .summary = "End the session",
          .examples = {{"logout", "End the session of this terminal's user"}},
          .run = logout};
}

}  // namespace nexor
