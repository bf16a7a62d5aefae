#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nexor::fuzz {

// Hands a file to a command on a store with a few records, through the real run(), and holds what it prints to what
// every command promises: an exit code that a row or a file may bring, nothing that could act on a terminal, and with
// --json one document.
void hand_over(const std::vector<std::string>& command, std::string_view file);

}  // namespace nexor::fuzz
