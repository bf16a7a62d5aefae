#include "lib/ops/passwords.h"

#include <fmt/format.h>

#include "cli/ask/confirm.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/credentials.h"
#include "cli/print.h"
#include "cli/say.h"
#include "cli/store_owner.h"
#include "lib/ops/find.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

struct PasswdOptions {
  std::optional<std::string> operator_name;
  PasswordOptions password;
  std::optional<std::string> current_file;
  std::optional<std::string> code_file;
  bool uses_code = false;
  bool issues_code = false;
  bool is_recovery = false;
  Confirmed confirmed;
};

void check_options(PasswdOptions& options) {
  const bool uses_code = options.uses_code || options.code_file;
  if (static_cast<int>(uses_code) + static_cast<int>(options.issues_code) + static_cast<int>(options.is_recovery) > 1) {
    throw Error(Fault::usage, "--issue-code, --use-code and --recover exclude each other")
        .with_hint("give one of them");
  }
  if ((uses_code || options.issues_code || options.is_recovery) && !options.operator_name) {
    throw Error(Fault::usage, "missing: OPERATOR").with_hint("say whose password it is");
  }
  if (options.issues_code && has_password(options.password)) {
    throw Error(Fault::usage, "--issue-code takes no password: the operator chooses it");
  }
  if (!options.operator_name) return;
  options.operator_name = operator_meant(*options.operator_name);
  check_operator_name(*options.operator_name);
}

// Read before the store is opened, since a file that isn't there is a mistake in the words. What isn't given is asked
// for later, when it is known whose password it is.
struct GivenSecrets {
  std::optional<Secret> password;
  std::optional<Secret> current;
  std::optional<Secret> code;
};

GivenSecrets read_secrets(const PasswdOptions& options, Context& context) {
  GivenSecrets given;
  if (has_password(options.password)) given.password = new_password(context, options.password);
  if (options.current_file) given.current = read_secret_line(context, *options.current_file);
  if (options.code_file) given.code = read_secret_line(context, *options.code_file);
  return given;
}

std::string new_hash(GivenSecrets& given, Context& context) {
  if (!given.password) given.password = new_password(context, {});
  const Surroundings& surroundings = context.surroundings();
  return hash_password(given.password->view(), surroundings.password_cost, surroundings.random);
}

int answer(Context& context, const PasswordChange& change) {
  const std::string ended = change.sessions_ended == 0 ? ""
                            : change.sessions_ended == 1
                                ? "; one log-in was ended"
                                : fmt::format("; {} log-ins were ended", change.sessions_ended);
  say_done(context,
           fmt::format("set the password of '{}'{}\n  next: {}", change.name, ended,
                       same_world("nexor login " + change.name, context.globals())),
           "nexor.passwd/1", [&](JsonWriter& json) {
             json.member("operator", change.name);
             json.member("sessions_ended", change.sessions_ended);
           });
  return 0;
}

// One's own takes the password that holds, unless the log-in is so new that it was just shown.
void show_own_password(const GivenSecrets& given, Context& context) {
  Desk& desk = context.desk();
  if (given.current) return show_password(desk, given.current->view());
  if (has_shown_password(desk)) return;
  if (context.can_ask() && !given.password) {
    return show_password(desk, ask_password(context, "The password that holds now: ").view());
  }
  throw Error(Fault::confirmation_required, "the password that holds now has to be shown again")
      .with_hint("give it with --current-password-file FILE, or log in again and change it within five minutes");
}

// Before anything is asked for. Who may not set another's password isn't told who there is.
void look_for(Desk& desk, const std::string& name) {
  look(desk, Verb::passwd_of_another, [&](Transaction& transaction, Instant) { find_operator(transaction, name); });
}

int change(const PasswdOptions& options, GivenSecrets& given, Context& context) {
  Desk& desk = context.desk();
  const std::string name = options.operator_name.value_or(desk.actor.name);
  context.set_subjects({name});
  const bool is_own = name == desk.actor.name;
  if (is_own) {
    require(desk.actor, Verb::passwd);
  } else {
    look_for(desk, name);
  }
  context.begin_change();
  if (is_own) {
    show_own_password(given, context);
  } else {
    confirm(context, options.confirmed, fmt::format("Set the password of '{}', and end its log-ins?", name));
  }
  const PasswordChange done = change_password(desk, name, new_hash(given, context));
  context.set_changed({"nexor login " + name});
  return answer(context, done);
}

int issue_code(const PasswdOptions& options, Context& context) {
  Desk& desk = context.desk();
  const std::string& name = *options.operator_name;
  context.set_subjects({name});
  look_for(desk, name);
  confirm(context, options.confirmed, fmt::format("Issue a code that sets the password of '{}'?", name));
  context.begin_change();
  const ResetCode code = issue_reset_code(desk, name);
  context.set_changed_once("a code is never shown again: issue another, which takes its place",
                           {fmt::format("nexor passwd {} --issue-code", name)});
  CommandLine repetition("passwd", context.globals());
  repetition.operands({name}).flag("issue-code", true).flag("yes", true);
  if (context.is_line()) {
    context.out() << code.text.view() << '\n';
    tell_repetition(context, repetition);
    return 0;
  }
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", "nexor.reset_code/1");
  json.member("operator", name);
  json.member("code", code.text.view());
  json.member("expires_at", text_of(code.expires_at));
  json.end_object();
  print_fields(context, document, {"code", "operator", "expires_at"});
  tell_repetition(context, repetition);
  return 0;
}

int use_code(const PasswdOptions& options, GivenSecrets& given, Context& context) {
  Desk& desk = context.open_desk();
  if (!given.code) given.code = ask_password(context, "Reset code: ");
  const std::string hash = new_hash(given, context);
  context.begin_change();
  const PasswordChange done = use_reset_code(desk, *options.operator_name, given.code->view(), hash);
  context.set_changed({"nexor login " + done.name});
  return answer(context, done);
}

int recover(const PasswdOptions& options, GivenSecrets& given, Context& context) {
  Desk& desk = owners_desk(context);
  look_for(desk, *options.operator_name);
  confirm(context, options.confirmed,
          fmt::format("Set the password of '{}', and end its log-ins?", *options.operator_name));
  const std::string hash = new_hash(given, context);
  context.begin_change();
  const PasswordChange done = recover_password(desk, *options.operator_name, hash);
  context.set_changed({"nexor login " + done.name});
  return answer(context, done);
}

int passwd(PasswdOptions options, Context& context) {
  check_options(options);
  GivenSecrets given = read_secrets(options, context);
  if (options.is_recovery) return recover(options, given, context);
  if (options.issues_code) return issue_code(options, context);
  if (options.uses_code || options.code_file) return use_code(options, given, context);
  return change(options, given, context);
}

// Whether it is one's own is known only behind the log-in. What names somebody may be another's, so a missing --yes is
// told beside what is missing anyway, and else by then.
std::vector<Unanswered> unanswered_of(const PasswdOptions& options) {
  std::vector<Unanswered> all;
  if (!has_password(options.password) && !options.issues_code) all.push_back(unanswered_password());
  if (options.uses_code && !options.code_file) {
    all.push_back({"--code-file FILE", Error(Fault::usage, "missing: the code, and nobody can be asked for it")});
  }
  const bool is_always_asked = options.issues_code || options.is_recovery;
  const bool may_be_asked = !all.empty() && options.operator_name && !options.uses_code && !options.code_file;
  if (!is_always_asked && !may_be_asked) return all;
  for (Unanswered& missing : unanswered_without_yes(options.confirmed)) all.push_back(std::move(missing));
  return all;
}

}  // namespace

Command passwd_command() {
  auto options = std::make_shared<PasswdOptions>();
  Command command{
      .name = "passwd",
      .group = "Session",
      .summary = "Change a password: one's own, or as an admin another's",
      .operands = {maybe("OPERATOR", options->operator_name, "Whose password; your own unless given")},
      .options = {option("current-password-file", "FILE", options->current_file,
                         "Read the password that holds now from the first line of FILE"),
                  flag("issue-code", options->issues_code,
                       "Print a code, once, with which the operator sets its password within a day (admin)"),
                  flag("use-code", options->uses_code, "Set the password by such a code, without a log-in"),
                  option("code-file", "FILE", options->code_file,
                         "The same; read the code from the first line of FILE"),
                  flag("recover", options->is_recovery, "Set it as the owner of the store's file, without a log-in"),
                  yes_option(options->confirmed)},
      .examples = {{"passwd", "Change your own, and be asked for both"},
                   {"passwd grace --issue-code", "Let somebody choose a new one who has forgotten it"},
                   {"passwd grace --use-code", "Choose it with the code"},
                   {"passwd ada --recover", "Get back in where no admin can"}},
      .repeats_no_word = true,
      .answer =
          [options](Context&) { return AnswerForm{.documents = {options->issues_code ? "reset_code" : "passwd"}}; },
      .unanswered = [options](Context&) { return unanswered_of(*options); },
      .run = [options](Context& context) { return passwd(*options, context); }};
  for (Option& declared : password_options(options->password)) command.options.push_back(std::move(declared));
  return command;
}

}  // namespace nexor
