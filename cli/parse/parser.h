#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/command.h"
#include "cli/parse/global_options.h"
#include "lib/error.h"

namespace nexor {

// A line without a mistake: the command's targets are filled with what was given. What the declaration requires and
// wasn't given is `missing`, as help calls it: `--reason CODE`.
struct RunCommand {
  Command command;
  GlobalOptions globals;
  std::vector<std::string> missing;
};

struct ShowHelp {
  Command command;
};

// The help of commands of two words: `nexor account --help`.
struct ShowGroupHelp {
  std::string group;
};

struct ShowOverview {};

// What the version is printed by.
struct ShowVersion {
  GlobalOptions globals;
};

struct ShowShortHelp {};  // `nexor` alone: a few lines on stderr, exit 2

using Parsed = std::variant<RunCommand, ShowHelp, ShowGroupHelp, ShowOverview, ShowVersion, ShowShortHelp>;

// Reads a command line without the program's name. `--help` before a `--` wins over every mistake, then `--version`
// over all that is not about the global options.
// Throws Error{Fault::usage}; its message comes without "nexor: cancel: " in front.
Parsed parse(std::span<const std::string_view> arguments, std::span<const CommandEntry> index);

// What a run lacks, all of it in one error: each as help calls it, `--reason CODE`.
Error missing_inputs(const Command& command, const std::vector<std::string>& names);

// The command that the line names, for the front of its errors; empty where it names none. Never throws.
std::string command_named(std::span<const std::string_view> arguments, std::span<const CommandEntry> index);

// Whether the line wants JSON, be it right or wrong otherwise: its mistakes are then told in JSON too.
bool asks_for_json(std::span<const std::string_view> arguments);

}  // namespace nexor
