#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/parse/help.h"
#include "cli/parse/suggest.h"
#include "cli/parse/topic.h"

namespace nexor {

namespace {

// The command of one or two words that a topic names.
std::optional<Command> command_for(const std::vector<std::string>& words) {
  const std::string name = fmt::format("{}", fmt::join(words, " "));
  for (const CommandEntry& entry : command_index()) {
    if (entry.name == name) return entry.make();
  }
  return {};
}

bool is_group(const std::string& word) {
  for (const CommandEntry& entry : command_index()) {
    if (entry.name.starts_with(word + " ")) return true;
  }
  return false;
}

std::string help_on(const std::vector<std::string>& words, int width) {
  GlobalWords globals;
  if (words.empty()) return help_overview(command_index(), global_options(globals), help_topics(), width);
  if (const auto command = command_for(words)) return help_for(*command, global_options(globals), width);
  if (words.size() == 1 && is_group(words.front())) return help_for_group(words.front(), command_index(), width);
  const auto topic = std::ranges::find(help_topics(), words.front(), &Topic::name);
  if (words.size() == 1 && topic != help_topics().end()) return help_for_topic(*topic, width);
  std::vector<std::string> names;
  for (const Topic& each : help_topics()) names.emplace_back(each.name);
  for (const CommandEntry& entry : command_index()) {
    if (entry.name.starts_with("__")) continue;
    const std::string group(entry.name.substr(0, entry.name.find(' ')));
    if (std::ranges::find(names, group) == names.end()) names.push_back(group);
    if (entry.name != group) names.emplace_back(entry.name);
  }
  const std::string asked = fmt::format("{}", fmt::join(words, " "));
  throw Error(Fault::usage, fmt::format("no help on '{}'", asked))
      .with_hint(did_you_mean(asked, names))
      .with_next("nexor help");
}

}  // namespace

Command help_command() {
  auto words = std::make_shared<std::vector<std::string>>();
  return {.name = "help",
          .group = "Setup",
          .summary = "Explain a command, or a topic",
          .operands = {any("TOPIC", *words, "A command or a topic; an overview unless given")},
          .examples = {{"help cancel", "Explain one command"}, {"help exit-codes", "What each exit code says"}},
          .run = [words](Context& context) {
            context.out() << help_on(*words, context.surroundings().width);
            return 0;
          }};
}

}  // namespace nexor
