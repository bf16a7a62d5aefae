#include "cli/command_line.h"

#include <algorithm>

#include "cli/context.h"
#include "cli/output/shell_quoted.h"

namespace nexor {

namespace {

struct GivenGlobal {
  std::string name;
  std::optional<std::string> value;
};

// Those that decide about what a command does.
std::vector<GivenGlobal> deciding(const GlobalOptions& globals) {
  return {{"store", globals.store},
          {"config", globals.config},
          {"token-file", globals.token_file},
          {"lock-timeout", globals.lock_timeout}};
}

std::string spelled(const std::string& name, const std::string& value) {
  return " --" + name + (value.starts_with('-') ? '=' : ' ') + shell_quoted(value);
}

}  // namespace

CommandLine::CommandLine(std::string command, const GlobalOptions& globals) : command_(std::move(command)) {
  for (const auto& [name, value] : deciding(globals)) option(name, value);
}

CommandLine& CommandLine::flag(const std::string& name, bool is_given) {
  if (is_given) options_ += " --" + name;
  return *this;
}

CommandLine& CommandLine::option(const std::string& name, const std::optional<std::string>& value) {
  if (value) options_ += spelled(name, *value);
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

std::string same_world(const std::string& line, const GlobalOptions& globals) {
  std::string options;
  for (const auto& [name, value] : deciding(globals)) {
    const bool is_said = line.find(" --" + name) != std::string::npos;
    const bool is_for_nothing = name == "token-file" && line.starts_with("nexor login");
    if (value && !is_said && !is_for_nothing) options += spelled(name, *value);
  }
  const std::size_t end = std::min(line.find(" -- "), line.size());
  return line.substr(0, end) + options + line.substr(end);
}

std::string status_line(const Context& context, const std::vector<std::string>& targets) {
  return CommandLine("status", context.globals()).operands(targets).text();
}

void tell_repetition(Context& context, const CommandLine& line) {
  if (!context.was_asked() || context.globals().quiet) return;
  context.err() << "the same as a command: " << line.text() << '\n';
}

}  // namespace nexor
