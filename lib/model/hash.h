#pragma once

#include <array>
#include <cstdint>

namespace nexor {

// A SHA-256 sum.
using Hash = std::array<std::uint8_t, 32>;

}  // namespace nexor
