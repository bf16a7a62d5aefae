#include "cli/parse/spelling.h"

#include <algorithm>

#include "cli/command.h"

namespace nexor {

std::string spelled(const Option& option) {
  return takes_value(option) ? "--" + option.name + ' ' + option.value : "--" + option.name;
}

std::string spelled(const Operand& operand) { return repeats(operand.target) ? operand.name + "..." : operand.name; }

std::string usage_of(const Command& command) {
  std::string usage = "nexor " + command.name;
  for (const Operand& operand : command.operands) {
    usage += operand.required ? ' ' + spelled(operand) : " [" + spelled(operand) + ']';
  }
  for (const Option& option : command.options) {
    if (option.required) usage += ' ' + spelled(option);
  }
  const auto may_be_absent = [](const Option& option) { return !option.required; };
  return std::ranges::any_of(command.options, may_be_absent) ? usage + " [OPTION...]" : usage;
}

}  // namespace nexor
