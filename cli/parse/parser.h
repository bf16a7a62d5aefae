#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "cli/command.h"
#include "cli/parse/global_options.h"

namespace nexor {

// A line that is complete: the command's targets are filled.
struct RunCommand {
  Command command;
  GlobalOptions globals;
};

struct ShowHelp {
  Command command;
};

// The help of commands of two words: `nexor account --help`.
struct ShowGroupHelp {
  std::string group;
};

struct ShowOverview {};
struct ShowVersion {};
struct ShowShortHelp {};  // `nexor` alone: a few lines on stderr, exit 2

using Parsed = std::variant<RunCommand, ShowHelp, ShowGroupHelp, ShowOverview, ShowVersion, ShowShortHelp>;

// Reads a command line without the program's name. `--help` before a `--` wins over every mistake, then `--version`.
// Throws Error{Fault::usage}; its message comes without "nexor: cancel: " in front.
Parsed parse(std::span<const std::string_view> arguments, std::span<const CommandEntry> index);

// The command that the line names, for the front of its errors; empty where it names none. Never throws.
std::string command_named(std::span<const std::string_view> arguments, std::span<const CommandEntry> index);

// Whether the line wants JSON, be it right or wrong otherwise: its mistakes are then told in JSON too.
bool asks_for_json(std::span<const std::string_view> arguments);

}  // namespace nexor
