#include "cli/parse/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "cli/command.h"
#include "cli/parse/spelling.h"
#include "cli/parse/topic.h"
#include "cli/parse/wrap.h"

namespace nexor {

namespace {

constexpr std::size_t narrowest = 40;
constexpr std::size_t widest = 100;  // longer lines are hard to read
constexpr std::size_t widest_term = 28;
constexpr std::size_t indent = 2;

constexpr std::array<std::string_view, 8> groups = {"Session", "Look",   "End",   "Requests",
                                                    "Records", "Access", "Store", "Setup"};

// A line of a list: what is explained, and its explanation.
struct Entry {
  std::string term;
  std::string says;
};

std::size_t usable(int width) { return std::clamp(static_cast<std::size_t>(std::max(width, 0)), narrowest, widest); }

// A term that is too long for its column has its explanation on the next line.
std::string as_list(std::string_view title, std::span<const Entry> entries, std::size_t width) {
  if (entries.empty()) return {};
  std::size_t column = 0;
  for (const Entry& entry : entries) column = std::max(column, entry.term.size());
  column = std::min({column, widest_term, width / 3});
  const std::string margin(indent + column + 2, ' ');

  std::string text = fmt::format("\n{}\n", title);
  for (const auto& [term, says] : entries) {
    const bool fits = term.size() <= column;
    if (!fits) text += wrapped(term, std::string(indent, ' '), std::string(indent + 2, ' '), width);
    const std::string first = fits ? fmt::format("  {:<{}}  ", term, column) : margin;
    text += wrapped(says, first, margin, width);
  }
  return text;
}

// What it is for, and what it may be.
std::string explained(std::string_view help, const std::vector<std::string>& choices) {
  return choices.empty() ? std::string{help} : fmt::format("{}: {}", help, fmt::join(choices, ", "));
}

Entry entry_of(const Option& option) {
  const std::string letter = option.letter ? fmt::format("-{}, ", option.letter) : "    ";
  return {letter + spelled(option), explained(option.help, option.choices)};
}

Entry entry_of(const Operand& operand) { return {spelled(operand), explained(operand.help, operand.choices)}; }

Entry entry_of(const Command& command) { return {command.name, command.summary}; }

template <typename Things>
std::vector<Entry> entries_of(const Things& things) {
  std::vector<Entry> entries;
  for (const auto& thing : things) entries.push_back(entry_of(thing));
  return entries;
}

// The command line of an example. A long one goes on behind a backslash, as a shell takes it; within quotes a shell
// would keep that backslash, so no quoted text is broken.
std::string example_line(const std::string& line, std::size_t width) {
  constexpr char kept_blank = '\x1f';
  std::string text = "nexor " + line;
  bool is_quoted = false;
  for (char& c : text) {
    if (c == '\'') is_quoted = !is_quoted;
    if (c == ' ' && is_quoted) c = kept_blank;
  }
  text = wrapped(text, "  ", "    ", width, " \\");
  std::ranges::replace(text, kept_blank, ' ');
  return text;
}

std::string examples_of(std::span<const Example> examples, std::size_t width) {
  if (examples.empty()) return {};
  std::string text = "\nExamples\n";
  for (const auto& [line, says] : examples) {
    text += example_line(line, width);
    text += wrapped(says, "      ", "      ", width);
  }
  return text;
}

std::string usage_lines(std::string_view usage, std::size_t width) {
  return "\nUsage\n" + wrapped(usage, "  ", "    ", width);
}

std::string named(std::span<const Option> globals, std::size_t width) {
  std::vector<std::string> names;
  for (const Option& option : globals) names.push_back("--" + option.name);
  return "\nGlobal options\n" + wrapped(fmt::format("{}", fmt::join(names, ", ")), "  ", "  ", width) +
         wrapped("nexor --help explains them.", "  ", "  ", width);
}

std::vector<Command> visible_commands(std::span<const CommandEntry> index) {
  std::vector<Command> commands;
  for (const CommandEntry& entry : index) {
    if (Command command = entry.make(); !command.hidden) commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace

std::string help_for(const Command& command, std::span<const Option> globals, int width) {
  const std::size_t columns = usable(width);
  return wrapped(command.summary, "", "", columns) + examples_of(command.examples, columns) +
         usage_lines(usage_of(command), columns) + as_list("Operands", entries_of(command.operands), columns) +
         as_list("Options", entries_of(command.options), columns) + named(globals, columns);
}

std::string help_overview(std::span<const CommandEntry> index, std::span<const Option> globals,
                          std::span<const Topic> topics, int width) {
  const std::array<Example, 4> journey{{{"list --search ada", "Find the one that a customer writes about"},
                                        {"cancel K-1001 --reason too_expensive", "See what would end, and end it"},
                                        {"receipt NX-7K00-04KM", "Print its confirmation again, at any time"},
                                        {"undo K-1001", "Take it back"}}};
  const std::size_t columns = usable(width);
  const std::vector<Command> commands = visible_commands(index);
  std::string text = wrapped("Administers accounts and ends subscriptions properly", "", "", columns) +
                     examples_of(journey, columns) + usage_lines("nexor COMMAND [OPERAND...] [OPTION...]", columns);
  for (const std::string_view group : groups) {
    std::vector<Entry> entries;
    for (const Command& command : commands) {
      if (command.group == group) entries.push_back(entry_of(command));
    }
    text += as_list(group, entries, columns);
  }
  std::vector<Entry> more;
  for (const Topic& topic : topics) more.push_back({std::string(topic.name), std::string(topic.summary)});
  return text + as_list("Global options", entries_of(globals), columns) + as_list("Topics", more, columns) + '\n' +
         wrapped("nexor help COMMAND explains a command, and nexor help TOPIC a topic.", "", "", columns);
}

std::string help_for_group(std::string_view group, std::span<const CommandEntry> index, int width) {
  const std::size_t columns = usable(width);
  std::vector<Command> commands = visible_commands(index);
  std::erase_if(commands, [&](const Command& command) { return !command.name.starts_with(fmt::format("{} ", group)); });
  std::vector<Example> examples;  // the first of each
  for (const Command& command : commands) {
    if (!command.examples.empty()) examples.push_back(command.examples.front());
  }
  return wrapped(fmt::format("The commands of nexor {}", group), "", "", columns) + examples_of(examples, columns) +
         as_list("Commands", entries_of(commands), columns) + '\n' +
         wrapped(fmt::format("nexor {} COMMAND --help explains one.", group), "", "", columns);
}

std::string help_for_topic(const Topic& topic, int width) {
  std::vector<Entry> entries;
  for (const TopicEntry& entry : topic.entries) entries.push_back({std::string(entry.term), std::string(entry.says)});
  std::string text = wrapped(topic.text, "", "", usable(width));
  return text + as_list(std::string(topic.summary), entries, usable(width));
}

std::string short_help() {
  return "Usage: nexor COMMAND [OPERAND...]\n"
         "  nexor init --operator NAME\n"
         "  nexor login NAME\n"
         "  nexor list\n"
         "  nexor cancel SUBSCRIPTION\n"
         "nexor --help lists the commands,\n"
         "nexor help COMMAND explains one.\n";
}

}  // namespace nexor
