#pragma once

#include <optional>
#include <string>

#include "cli/command.h"

namespace nexor {

class Context;

// `--yes`, as every command that asks has it.
struct Confirmed {
  bool is_yes = false;
};
Option yes_option(Confirmed& confirmed);

// The same command, which takes `--yes` and has nothing to confirm: every command that changes something takes it, so
// that a script needn't know which of them ask.
Command with_yes(Command command);

// What `--yes` answers.
Unanswered unanswered_confirmation();

// The same where a dry run means nothing; and whether it is missing.
Unanswered unanswered_to_yes();
std::vector<Unanswered> unanswered_without_yes(const Confirmed& confirmed);

// What limits a change that was chosen by a filter.
Unanswered unanswered_limit();

// Asks `question [y/N]`, unless `--yes` was given. Throws declined for anything but yes.
void confirm(Context& context, const Confirmed& confirmed, const std::string& question);

// Asks for `verb COUNT` to be typed: what many at once need.
void confirm_count(Context& context, const Confirmed& confirmed, const std::string& verb, std::size_t count);

// One line from the terminal. Null at the end of the input.
std::optional<std::string> ask_line(Context& context, const std::string& prompt);

// A password that is chosen or given: from `--password-stdin`, `--password-file`, or the terminal. A new one is asked
// for twice.
class Secret;
struct PasswordOptions {
  bool is_on_stdin = false;
  std::optional<std::string> file;
};
std::vector<Option> password_options(PasswordOptions& options);
bool has_password(const PasswordOptions& options);
Unanswered unanswered_password();
// Asks on the terminal, without echo. Throws declined at the end of the input.
Secret ask_password(Context& context, const std::string& prompt);

Secret given_password(Context& context, const PasswordOptions& options);
Secret new_password(Context& context, const PasswordOptions& options);

}  // namespace nexor
