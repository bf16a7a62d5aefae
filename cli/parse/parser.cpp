#include "cli/parse/parser.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <vector>

#include "cli/parse/fence.h"
#include "cli/parse/find_command.h"
#include "cli/parse/spelling.h"
#include "cli/parse/suggest.h"
#include "lib/error.h"

namespace nexor {

namespace {

// Stands for the user's words in what CLI11 reads: `v0`, `v1`, ... It sees how many words there are and where, and
// never one of them, so it can't split, unescape or convert any.
class Placeholders {
 public:
  std::string stand_in(std::string_view word) {
    words_.push_back(word);
    return fmt::format("v{}", words_.size() - 1);
  }
  std::string_view word(const std::string& placeholder) const { return words_.at(std::stoul(placeholder.substr(1))); }

 private:
  std::vector<std::string_view> words_;
};

// What CLI11 knows by a name, and what that is for us.
struct Slot {
  CLI::Option* shape;
  std::string name;     // as an error about its value calls it: `--reason`
  std::string missing;  // as an error about its absence calls it: `--reason CODE`
  const Target* target;
  std::span<const std::string> choices;
  bool is_required;
};

Slot add(CLI::App& app, const Option& option) {
  const std::string name = "--" + option.name;
  CLI::Option* shape = takes_value(option) ? app.add_option(name) : app.add_flag(name);
  if (repeats(option.target)) shape->take_all();
  return {shape, name, spelled(option), &option.target, option.choices, option.required};
}

Slot add(CLI::App& app, const Operand& operand) {
  CLI::Option* shape = app.add_option(operand.name);
  if (repeats(operand.target)) shape->expected(1, -1)->allow_extra_args();
  return {shape, operand.name, operand.name, &operand.target, operand.choices, operand.required};
}

std::vector<std::string> missing(const std::vector<Slot>& slots) {
  std::vector<std::string> names;
  for (const Slot& slot : slots) {
    if (slot.is_required && slot.shape->empty()) names.push_back(slot.missing);
  }
  return names;
}

void parse_shape(CLI::App& app, std::vector<std::string> line, const Placeholders& words, const Command& command) {
  std::ranges::reverse(line);  // as CLI11 takes it
  try {
    app.parse(std::move(line));
  } catch (const CLI::ExtrasError&) {
    const std::string_view extra = words.word(app.remaining().front());
    throw Error{Fault::usage, command.repeats_no_word ? "there is one word too many"
                                                      : fmt::format("'{}' is one word too many", extra)}
        .with_hint("usage: " + usage_of(command));
  }
}

struct Fill {
  std::string_view word;
  void operator()(bool* target) const { *target = true; }
  void operator()(std::string* target) const { *target = word; }
  void operator()(std::optional<std::string>* target) const { target->emplace(word); }
  void operator()(std::vector<std::string>* target) const { target->emplace_back(word); }
};

void fill(const Slot& slot, const Placeholders& words) {
  for (const std::string& result : slot.shape->results()) {
    const bool is_flag = std::holds_alternative<bool*>(*slot.target);
    const std::string_view word = is_flag ? std::string_view{} : words.word(result);
    if (!is_flag) check_choice(slot.name, slot.choices, word);
    std::visit(Fill{word}, *slot.target);
  }
}

bool is_among(const Option& option, std::span<const GivenOption> given) {
  return std::ranges::any_of(given, [&](const GivenOption& each) { return each.option == &option; });
}

// Fills the targets of the command and of the global options, and gives the names of what is missing.
std::vector<std::string> fill_targets(const Command& command, std::span<const Option> globals,
                                      std::span<const GivenOption> given,
                                      std::span<const std::string_view> operands) try {
  CLI::App app;
  app.set_help_flag();
  std::vector<Slot> slots;
  for (const Operand& operand : command.operands) slots.push_back(add(app, operand));
  for (const Option& option : command.options) slots.push_back(add(app, option));
  for (const Option& option : globals) {
    if (is_among(option, given)) slots.push_back(add(app, option));  // none of them is ever missing
  }

  Placeholders words;
  std::vector<std::string> line;
  for (const std::string_view operand : operands) line.push_back(words.stand_in(operand));
  for (const auto& [option, value] : given) {
    line.push_back("--" + option->name + (value ? '=' + words.stand_in(*value) : ""));
  }
  parse_shape(app, std::move(line), words, command);
  for (const Slot& slot : slots) fill(slot, words);
  return missing(slots);
} catch (const CLI::Error&) {
  // The fence lets nothing through that leads here: what CLI11 refuses now is a declaration, so the mistake is ours.
  throw Error{Fault::internal, "the command line could not be read"};
}

std::vector<std::string_view> remaining_operands(Fence& fence) {
  std::vector<std::string_view> operands;
  while (const auto operand = fence.next_operand()) operands.push_back(*operand);
  return operands;
}

std::vector<GivenOption> those_among(std::span<const Option> options, std::span<const GivenOption> given) {
  std::vector<GivenOption> found;
  for (const GivenOption& each : given) {
    const auto is_it = [&](const Option& option) { return &option == each.option; };
    if (std::ranges::any_of(options, is_it)) found.push_back(each);
  }
  return found;
}

Parsed help_about(const NamedCommand& named, std::optional<Command> command) {
  if (command) return ShowHelp{std::move(*command)};
  if (const auto* group = std::get_if<GroupWord>(&named)) return ShowGroupHelp{std::string{group->word}};
  return ShowOverview{};
}

}  // namespace

Parsed parse(std::span<const std::string_view> arguments, std::span<const CommandEntry> index) {
  if (arguments.empty()) return ShowShortHelp{};
  GlobalWords global_words;
  const std::vector<Option> globals = global_options(global_words);
  Fence fence{arguments};
  fence.know(globals);
  const NamedCommand named = find_command(fence, index);

  std::optional<Command> command;
  if (const auto* entry = std::get_if<const CommandEntry*>(&named)) {
    command = (*entry)->make();
    fence.know(command->options);
  }
  const std::vector<std::string_view> operands = remaining_operands(fence);
  if (fence.gave("help")) return help_about(named, std::move(command));
  if (fence.gave("version")) {
    fill_targets({}, globals, those_among(globals, fence.given()), {});
    return ShowVersion{settle(std::move(global_words))};
  }
  fence.check();
  auto missing = fill_targets(command.value(), globals, fence.given(), operands);
  return RunCommand{std::move(*command), settle(std::move(global_words)), std::move(missing)};
}

Error missing_inputs(const Command& command, const std::vector<std::string>& names) {
  return Error{Fault::usage, fmt::format("missing: {}", fmt::join(names, ", "))}.with_hint("usage: " +
                                                                                           usage_of(command));
}

std::string command_named(std::span<const std::string_view> arguments, std::span<const CommandEntry> index) {
  GlobalWords global_words;
  const std::vector<Option> globals = global_options(global_words);
  Fence fence{arguments};
  fence.know(globals);
  const NamedCommand named = find_command(fence, index);
  const auto* entry = std::get_if<const CommandEntry*>(&named);
  return entry ? std::string{(*entry)->name} : std::string{};
}

bool asks_for_json(std::span<const std::string_view> arguments) {
  std::string_view before;
  for (const std::string_view word : arguments) {
    if (word == "--") return false;
    if (word == "--json" || word == "--format=json" || word == "--format=jsonl") return true;
    if (before == "--format" && (word == "json" || word == "jsonl")) return true;
    before = word;
  }
  return false;
}

}  // namespace nexor
