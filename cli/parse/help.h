#pragma once

#include <span>
#include <string>
#include <string_view>

namespace nexor {

struct Command;
struct CommandEntry;
struct Option;
struct Topic;

// Help as text that ends with a newline. No line is wider than `width`, of which 40 to 100 are used.

// A command: its examples first, then how it is used. The global options are only named.
std::string help_for(const Command& command, std::span<const Option> globals, int width);
// What a day's work looks like, every command that isn't hidden, under the headings of its groups, what the global
// options do, and how the topics are named.
std::string help_overview(std::span<const CommandEntry> index, std::span<const Option> globals,
                          std::span<const Topic> topics, int width);
// The commands of two words behind `group`.
std::string help_for_group(std::string_view group, std::span<const CommandEntry> index, int width);
// What is no command.
std::string help_for_topic(const Topic& topic, int width);
// What `nexor` alone says.
std::string short_help();

}  // namespace nexor
