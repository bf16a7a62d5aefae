#include "cli/command_line.h"

#include "cli/context.h"
#include "cli/output/shell_quoted.h"

namespace nexor {

CommandLine::CommandLine(std::string command, const GlobalOptions& globals) : command_(std::move(command)) {
  option("store", globals.store);
  option("config", globals.config);
  option("token-file", globals.token_file);
  option("lock-timeout", globals.lock_timeout);
}

CommandLine& CommandLine::flag(const std::string& name, bool is_given) {
  if (is_given) options_ += " --" + name;
  return *this;
}

CommandLine& CommandLine::option(const std::string& name, const std::optional<std::string>& value) {
  if (value) options_ += " --" + name + (value->starts_with('-') ? '=' : ' ') + shell_quoted(*value);
  return *this;
}

CommandLine& CommandLine::operands(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    operands_ += ' ' + shell_quoted(word);
    needs_dashes_ = needs_dashes_ || word.starts_with('-');
  }
  return *this;
}

std::string CommandLine::text() const {
  const std::string begin = "nexor " + command_;
  return needs_dashes_ ? begin + options_ + " --" + operands_ : begin + operands_ + options_;
}

std::string status_line(const Context& context, const std::vector<std::string>& targets) {
  return CommandLine("status", context.globals()).operands(targets).text();
}

void tell_repetition(Context& context, const CommandLine& line) {
  if (!context.was_asked() || context.globals().quiet) return;
  context.err() << "the same as a command: " << line.text() << '\n';
}

}  // namespace nexor
