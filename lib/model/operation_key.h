#pragma once

#include <array>
#include <cstdint>

namespace nexor {

// What makes one change known for ever: a random key, kept in the change's own transaction, by which the store can be
// asked whether a commit whose answer was lost has happened.
using OperationKey = std::array<std::uint8_t, 16>;

}  // namespace nexor
