#pragma once

#include <string>

namespace nexor {

// What was pasted on the terminal behind a line that has been read, to its very end: it was meant for the question that
// the line answers, and must answer no other. Empty where stdin is no terminal.
std::string rest_of_paste();

}  // namespace nexor
