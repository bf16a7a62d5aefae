#pragma once

#include <optional>
#include <string>

#include "lib/secret/secret.h"

namespace nexor {

// Asks on the terminal behind stdin and stderr, with echo off. A signal that ends nexor meanwhile finds the terminal as
// it was. Null where the input ends.
std::optional<Secret> ask_password_on_terminal(const std::string& prompt);

}  // namespace nexor
