#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

#include "cli/ask/choices.h"
#include "cli/run_program.h"
#include "lib/ops/desk.h"
#include "lib/ops/init.h"
#include "lib/secret/secret.h"
#include "lib/settings.h"

namespace nexor {

class Paint;

// Where text goes that nobody has to fit into a terminal.
constexpr int unlimited_width = 1'000'000;

// Everything that comes to a run from outside. main() fills it with the real things; a test with its own.
struct Surroundings {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool is_in_terminal = false;
  bool is_out_terminal = false;
  bool is_err_terminal = false;
  int width = 80;   // of the terminal, in cells
  int height = 24;  // and in rows

  // Of what is written to stderr; where that is no terminal, nothing has to be broken.
  int err_width() const { return is_err_terminal ? width : unlimited_width; }

  Environment environment;
  Clock clock;
  RandomBytes random;
  PasswordCost password_cost;
  std::function<std::string()> user;  // of the operating system
  std::string host;
  std::string terminal;  // its name; empty without one
  std::string home;      // where nothing else says where a person's files are

  // A password from the terminal, without echo. Null where the input ended.
  std::function<std::optional<Secret>(const std::string& prompt)> ask_password;

  // What was pasted on the terminal behind a line that was read from it.
  std::function<std::string()> rest_of_paste = [] { return std::string(); };

  // Lets somebody choose on the terminal behind stdin and stderr, narrowing as they type. Null where they leave it;
  // where there is no such function, they are asked line by line.
  std::function<std::optional<Choice>(Choices& choices, const std::string& question, const Paint& paint)> pick;

  // Shows text through the pager that a command names, until its reader leaves it. False, and nothing shown, where
  // there is no such command.
  std::function<bool(const std::string& command, std::string_view text)> page;

  // Lets somebody write a text in an editor, which begins with a remark. Null where it is left with a failure; throws
  // config_invalid where it can't be run.
  std::function<std::optional<std::string>(const std::string& explanation)> edit;

  // Runs a program to its end, handing it something.
  std::function<ProgramEnd(const Program& program)> run_program = nexor::run_program;

  // Adds a line to the system's journal.
  std::function<void(const std::string& line)> note_in_journal;

  // The store's engine.
  std::function<std::unique_ptr<Store>(const std::string& path, std::chrono::milliseconds lock_timeout)> open_store;
  // The same, also of an older nexor: to look it through, copy and migrate it.
  std::function<std::unique_ptr<Store>(const std::string& path, std::chrono::milliseconds lock_timeout)> open_old_store;
  std::function<std::unique_ptr<Store>(const std::string& path, std::chrono::milliseconds lock_timeout,
                                       const StoreInfo& info, const Operation& operation,
                                       const std::function<void(Transaction&)>& first_content)>
      make_store;
  // Throws where a store can't be made as something stands there.
  std::function<void(const std::string& path, std::chrono::milliseconds lock_timeout)> check_vacant;

  // The right to make a backup of the store at a path, or to restore one there: of all processes one has it at a time.
  // Null where another does.
  std::function<std::unique_ptr<WorkLock>(const std::string& path)> lock_care;

  // Called once before the first change: from then on a closed pipe must not end the process.
  std::function<void()> begin_change;

  // From here on the first SIGINT, SIGTERM or SIGHUP doesn't end the process but is only noted; the second ends it.
  std::function<void()> hold_signals = [] {};

  // The signal that was noted; 0 while none was.
  std::function<int()> held_signal = [] { return 0; };
};

}  // namespace nexor
