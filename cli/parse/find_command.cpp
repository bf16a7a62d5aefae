#include "cli/parse/find_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/parse/fence.h"
#include "cli/parse/suggest.h"

namespace nexor {

namespace {

constexpr const char* where_commands_are = "nexor --help lists the commands";

struct Words {
  std::string_view first;
  std::string_view second;  // empty where the name is one word
  friend bool operator==(Words, Words) = default;
};

Words words_of(std::string_view name) {
  const std::size_t blank = name.find(' ');
  if (blank == std::string_view::npos) return {name, {}};
  return {name.substr(0, blank), name.substr(blank + 1)};
}

const CommandEntry* entry_of(Words words, std::span<const CommandEntry> index) {
  const auto found = std::ranges::find(index, words, [](const CommandEntry& entry) { return words_of(entry.name); });
  return found == index.end() ? nullptr : &*found;
}

// The second words behind `group`.
std::vector<std::string> commands_of(std::string_view group, std::span<const CommandEntry> index) {
  std::vector<std::string> words;
  for (const CommandEntry& entry : index) {
    const auto [first, second] = words_of(entry.name);
    if (first == group && !second.empty()) words.emplace_back(second);
  }
  return words;
}

std::vector<std::string> first_words(std::span<const CommandEntry> index) {
  std::vector<std::string> words;
  for (const CommandEntry& entry : index) {
    const std::string_view first = words_of(entry.name).first;
    const bool is_new = std::ranges::find(words, first) == words.end();
    if (is_new && !entry.make().hidden) words.emplace_back(first);
  }
  return words;
}

Error no_command(std::string_view name, const std::string& near, std::string_view otherwise) {
  return Error{Fault::usage, fmt::format("no command '{}'", name)}.with_hint(near.empty() ? std::string{otherwise}
                                                                                          : near);
}

// `account list` means `list accounts`; empty where the second word is no command either.
std::string other_way_round(std::string_view group, std::string_view word, std::span<const CommandEntry> index) {
  const CommandEntry* entry = entry_of({word, {}}, index);
  if (entry == nullptr) return {};
  const std::string kind = fmt::format("{}s", group);
  const Command command = entry->make();
  const auto takes = [&](const Operand& operand) {
    return std::ranges::find(operand.choices, kind) != operand.choices.end();
  };
  const bool has_kind = std::ranges::any_of(command.operands, takes);
  return fmt::format("did you mean '{}'?", has_kind ? fmt::format("{} {}", word, kind) : std::string(word));
}

// `revoke` may mean `token revoke` or `session revoke`; empty where it ends no command.
std::string with_its_first_word(std::string_view word, std::span<const CommandEntry> index) {
  std::vector<std::string> names;
  for (const CommandEntry& entry : index) {
    const std::string_view second = words_of(entry.name).second;
    if (!second.empty() && second == word) names.push_back(fmt::format("'{}'", entry.name));
  }
  return names.empty() ? "" : fmt::format("did you mean {}?", any_of_these(names));
}

NamedCommand find_in_group(std::string_view group, const std::vector<std::string>& commands, Fence& fence,
                           std::span<const CommandEntry> index) {
  const auto word = fence.next_operand();
  if (!word) {
    fence.complain({Fault::usage, fmt::format("'{}' takes a command: {}", group, any_of_these(commands))});
    return GroupWord{group};
  }
  if (const CommandEntry* entry = entry_of({group, *word}, index)) return entry;
  std::string near = did_you_mean(*word, commands);
  if (near.empty()) near = other_way_round(group, *word, index);
  fence.complain(no_command(fmt::format("{} {}", group, *word), near,
                            fmt::format("'{}' takes {}", group, any_of_these(commands))));
  return GroupWord{group};
}

}  // namespace

NamedCommand find_command(Fence& fence, std::span<const CommandEntry> index) {
  const auto word = fence.next_operand();
  if (!word) {
    fence.complain(Error{Fault::usage, "missing: COMMAND"}.with_hint(where_commands_are));
    return {};
  }
  if (const CommandEntry* entry = entry_of({*word, {}}, index)) return entry;
  if (const auto commands = commands_of(*word, index); !commands.empty()) {
    return find_in_group(*word, commands, fence, index);
  }
  std::string near = with_its_first_word(*word, index);
  if (near.empty()) near = did_you_mean(*word, first_words(index));
  fence.complain(no_command(*word, near, where_commands_are));
  return {};
}

}  // namespace nexor
