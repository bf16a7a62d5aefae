#pragma once

#include <string>

namespace nexor {

struct Command;
struct Operand;
struct Option;

// `--reason CODE`; a flag is `--yes`.
std::string spelled(const Option& option);
// `ID...` where it takes several, else `ID`.
std::string spelled(const Operand& operand);
// `nexor undo ID... [OPTION...]`: what must be there, and in brackets what may be.
std::string usage_of(const Command& command);

}  // namespace nexor
