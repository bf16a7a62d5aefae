#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/parse/global_options.h"

namespace nexor {

class Context;

// A command line to paste: every word as a shell takes it back, with the global options that decide about what it does
// (store, configuration, credential, lock) as they were given to this run.
class CommandLine {
 public:
  CommandLine(std::string command, const GlobalOptions& globals);

  CommandLine& flag(const std::string& name, bool is_given);
  CommandLine& option(const std::string& name, const std::optional<std::string>& value);
  CommandLine& operands(const std::vector<std::string>& words);

  // `nexor cancel K-1 --reason unused --yes`. Operands that look like options stand at the end, behind `--`.
  std::string text() const;

 private:
  std::string command_;
  std::string operands_;
  std::string options_;
  bool needs_dashes_ = false;
};

// A line to paste that somebody else made, with those of these options that it doesn't say itself: it has to find the
// same store. The credential of a run is none that a log-in could take the place of, so `nexor login` goes without.
std::string same_world(const std::string& line, const GlobalOptions& globals);

// `nexor status K-1 K-2`: what tells of these again, where the answer of their change is lost.
std::string status_line(const Context& context, const std::vector<std::string>& targets);

// After a run that asked: the line that would have needed no question, on stderr. `--quiet` silences it.
void tell_repetition(Context& context, const CommandLine& line);

}  // namespace nexor
