#pragma once

#include <string>

namespace nexor {

// `0.1.0`, as CMake's project() has it.
std::string version();

}  // namespace nexor
