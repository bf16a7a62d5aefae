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

// Throws confirmation_required where somebody would have to be asked and can't be: before anything is looked up.
void check_can_confirm(Context& context, const Confirmed& confirmed);

// Asks `question [y/N]`, unless `--yes` was given. Throws declined for anything but yes.
void confirm(Context& context, const Confirmed& confirmed, const std::string& question);

// Asks for `verb COUNT` to be typed: what many at once need.
void confirm_count(Context& context, const Confirmed& confirmed, const std::string& verb, std::size_t count);

// One line from the terminal. Null at the end of the input.
std::optional<std::string> ask_line(Context& context, const std::string& prompt);

// A password that is chosen or given: from `--password-stdin`, `--password-file`, or the terminal. A new one is asked
// for twice. Throws usage, naming both options, where nobody can be asked.
class Secret;
struct PasswordOptions {
  bool is_on_stdin = false;
  std::optional<std::string> file;
};
std::vector<Option> password_options(PasswordOptions& options);
bool has_password(const PasswordOptions& options);
Secret given_password(Context& context, const PasswordOptions& options);
Secret new_password(Context& context, const PasswordOptions& options);

}  // namespace nexor
