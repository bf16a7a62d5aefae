#include <fmt/format.h>

#include <memory>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/schemas.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

void write_choices(JsonWriter& json, const std::vector<std::string>& choices) {
  json.key("choices");
  json.begin_array();
  for (const std::string& choice : choices) json.value(choice);
  json.end_array();
}

void write_option(JsonWriter& json, const Option& option) {
  json.begin_object();
  json.member("name", option.name);
  json.member("letter", option.letter == 0 ? std::nullopt : std::optional(std::string(1, option.letter)));
  json.member("value", option.value.empty() ? std::nullopt : std::optional(option.value));
  json.member("help", option.help);
  json.member("required", option.required);
  json.member("repeats", repeats(option.target));
  write_choices(json, option.choices);
  json.end_object();
}

void write_options(JsonWriter& json, const std::vector<Option>& options) {
  json.key("options");
  json.begin_array();
  for (const Option& option : options) write_option(json, option);
  json.end_array();
}

void write_operands(JsonWriter& json, const std::vector<Operand>& operands) {
  json.key("operands");
  json.begin_array();
  for (const Operand& operand : operands) {
    json.begin_object();
    json.member("name", operand.name);
    json.member("help", operand.help);
    json.member("required", operand.required);
    json.member("repeats", repeats(operand.target));
    write_choices(json, operand.choices);
    json.end_object();
  }
  json.end_array();
}

void write_command(JsonWriter& json, const Command& command) {
  json.begin_object();
  json.member("name", command.name);
  json.member("group", command.group);
  json.member("summary", command.summary);
  write_operands(json, command.operands);
  write_options(json, command.options);
  json.key("examples");
  json.begin_array();
  for (const Example& example : command.examples) {
    json.begin_object();
    json.member("line", example.line);
    json.member("says", example.says);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

// The tree that parsing, help and completion read.
std::string commands_document() {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.member("schema", "nexor.commands/1");
  GlobalWords globals;
  write_options(json, global_options(globals));
  json.key("commands");
  json.begin_array();
  for (const CommandEntry& entry : command_index()) {
    const Command command = entry.make();
    if (!command.hidden) write_command(json, command);
  }
  json.end_array();
  json.end_object();
  return text;
}

std::vector<std::string> names() {
  std::vector<std::string> all{"commands"};
  for (std::string& name : schema_names()) all.push_back(std::move(name));
  return all;
}

}  // namespace

Command schema_command() {
  auto name = std::make_shared<std::string>();
  return {.name = "schema",
          .group = "Setup",
          .summary = "Print the JSON Schema of an answer, or the tree of commands",
          .operands = {one_of(names(), one("NAME", *name, "commands, or what a document's schema names"))},
          .examples = {{"schema cancel", "What the answer of cancel looks like"},
                       {"schema commands", "Every command with its options, for a program"}},
          .run = [name](Context& context) {
            context.out() << (*name == "commands" ? commands_document() : json_schema(*name)) << '\n';
            return 0;
          }};
}

}  // namespace nexor
