#pragma once

#include <span>
#include <string_view>

namespace nexor {

struct Surroundings;

// One whole run of nexor: the arguments without the program's name in, the exit code out. Nothing escapes.
int run(std::span<const std::string_view> arguments, Surroundings& surroundings);

}  // namespace nexor
