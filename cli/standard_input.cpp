#include "cli/standard_input.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/parse/global_options.h"

namespace nexor {

namespace {

bool is_dash(const Target& target) {
  if (const auto* const* text = std::get_if<std::string*>(&target)) return **text == "-";
  if (const auto* const* text = std::get_if<std::optional<std::string>*>(&target)) return **text == "-";
  return false;
}

bool is_set(const Target& target) {
  const auto* const* is_given = std::get_if<bool*>(&target);
  return is_given != nullptr && **is_given;
}

bool reads_it(const Option& option) {
  if (option.name == "password-stdin") return is_set(option.target);
  return option.value == "FILE" && !option.is_written && is_dash(option.target);
}

bool reads_it(const Operand& operand) {
  return operand.name == "FILE" && !operand.is_written && is_dash(operand.target);
}

}  // namespace

void check_standard_input(const Command& command, const GlobalOptions& globals) {
  std::vector<std::string> readers;
  for (const Operand& operand : command.operands) {
    if (reads_it(operand)) readers.push_back(operand.name);
  }
  for (const Option& option : command.options) {
    if (reads_it(option)) readers.push_back("--" + option.name);
  }
  if (globals.token_file == "-") readers.emplace_back("--token-file");
  if (globals.config == "-") readers.emplace_back("--config");
  if (readers.size() < 2) return;
  throw Error(Fault::usage, fmt::format("{} can't {} read standard input", fmt::join(readers, " and "),
                                        readers.size() == 2 ? "both" : "all"))
      .with_hint("give all but one of them as files");
}

}  // namespace nexor
