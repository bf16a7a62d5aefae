#pragma once

#include "lib/secret/random.h"

namespace nexor {

// Gives `first`, `first` + 1, … without end.
inline RandomBytes counting_from(std::uint8_t first) {
  return [next = first](std::span<std::uint8_t> bytes) mutable {
    for (std::uint8_t& byte : bytes) byte = next++;
  };
}

}  // namespace nexor
