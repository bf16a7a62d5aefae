#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace nexor {

// Fills the bytes that it is given. Whatever needs randomness takes one as an argument, so that a test can repeat it.
using RandomBytes = std::function<void(std::span<std::uint8_t>)>;

// The system's generator: good for secrets, safe after a fork.
RandomBytes system_random();

}  // namespace nexor
