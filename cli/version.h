#pragma once

#include <string>

namespace nexor {

// `0.1.0`, as CMake's project() has it.
std::string version();

// `nexor 0.1.0` and a newline.
std::string version_line();

}  // namespace nexor
