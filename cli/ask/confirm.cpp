#include "cli/ask/confirm.h"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <memory>

#include "cli/ask/prompt.h"
#include "cli/context.h"
#include "cli/credentials.h"
#include "lib/model/text.h"
#include "lib/model/unicode.h"
#include "lib/secret/password.h"

namespace nexor {

namespace {

[[noreturn]] void decline() { throw Error(Fault::declined, "declined; nothing was changed"); }

// In any case, with blanks around it.
bool is_yes(std::string_view answer) {
  const std::string word = folded(trimmed(answer));
  return word == "y" || word == "yes";
}

// A command says before its run what it would ask; what it may find out only then is told here.
void need_somebody(const Context& context) {
  if (!context.can_ask()) throw Error(unanswered_to_yes().error);
}

}  // namespace

Option yes_option(Confirmed& confirmed) { return flag("yes", 'y', confirmed.is_yes, "Don't ask"); }

Command with_yes(Command command) {
  auto is_yes = std::make_shared<bool>();
  command.options.push_back(flag("yes", 'y', *is_yes, "Accepted, as by every command that changes something"));
  command.run = [is_yes, run = std::move(command.run)](Context& context) { return run(context); };
  return command;
}

Unanswered unanswered_confirmation() {
  return {"--yes", Error(Fault::confirmation_required, "this has to be confirmed, and nobody can be asked")
                       .with_hint("add --yes to confirm it, or --dry-run to look only")};
}

Unanswered unanswered_to_yes() {
  return {"--yes", Error(Fault::confirmation_required, "this has to be confirmed, and nobody can be asked")
                       .with_hint("add --yes to confirm it")};
}

std::vector<Unanswered> unanswered_without_yes(const Confirmed& confirmed) {
  if (confirmed.is_yes) return {};
  return {unanswered_to_yes()};
}

Unanswered unanswered_limit() {
  return {"--expect N|DIGEST or --max N",
          Error(Fault::confirmation_required, "what a filter chooses has to be limited where nobody looks at it")
              .with_hint("add --max N, or --expect with the number or the digest that --dry-run gives")};
}

std::optional<std::string> ask_line(Context& context, const std::string& prompt) {
  context.set_asked();
  context.err() << prompt << std::flush;
  const Prompt asked(prompt);
  std::istream& in = context.surroundings().in;
  std::string line;
  std::getline(in, line);
  if (in.eof()) context.err() << '\n';  // nobody pressed Enter
  return in ? std::optional(line) : std::nullopt;
}

void confirm(Context& context, const Confirmed& confirmed, const std::string& question) {
  if (confirmed.is_yes) return;
  need_somebody(context);
  const auto answer = ask_line(context, question + " [y/N] ");
  if (!answer || !is_yes(*answer)) decline();
}

void confirm_count(Context& context, const Confirmed& confirmed, const std::string& verb, std::size_t count) {
  if (confirmed.is_yes) return;
  need_somebody(context);
  const std::string wanted = fmt::format("{} {}", verb, count);
  const auto answer = ask_line(context, fmt::format("Type '{}' to go on: ", wanted));
  if (answer == wanted) return;
  Error declined(Fault::declined, "declined; nothing was changed");
  if (answer && !answer->empty()) declined.hint = fmt::format("what was typed is not '{}'", wanted);
  throw Error(std::move(declined));
}

std::vector<Option> password_options(PasswordOptions& options) {
  return {flag("password-stdin", options.is_on_stdin, "Read the password from the first line of standard input"),
          option("password-file", "FILE", options.file, "Read the password from the first line of FILE")};
}

bool has_password(const PasswordOptions& options) { return options.is_on_stdin || options.file; }

Unanswered unanswered_password() {
  return {"--password-stdin or --password-file FILE",
          Error(Fault::usage, "missing: a password, and nobody can be asked for it")
              .with_hint("give it with --password-stdin or --password-file FILE")};
}

Secret ask_password(Context& context, const std::string& prompt) {
  context.set_asked();
  auto password = context.surroundings().ask_password(prompt);
  if (!password) decline();
  return std::move(*password);
}

Secret given_password(Context& context, const PasswordOptions& options) {
  if (options.is_on_stdin && options.file) {
    throw Error(Fault::usage, "--password-stdin and --password-file exclude each other").with_hint("give one of them");
  }
  if (options.is_on_stdin) return read_secret_line(context, "-");
  if (options.file) return read_secret_line(context, *options.file);
  return ask_password(context, "Password: ");
}

Secret new_password(Context& context, const PasswordOptions& options) {
  if (has_password(options)) {
    Secret given = given_password(context, options);
    check_new_password(given.view());
    return given;
  }
  Secret first = ask_password(context, "New password: ");
  check_new_password(first.view());
  const Secret second = ask_password(context, "The same again: ");
  if (first.view() != second.view()) throw Error(Fault::input_invalid, "the two passwords differ; nothing was changed");
  return first;
}

}  // namespace nexor
