#pragma once

#include <cstdint>

namespace nexor {

// How a record comes in. One that comes by an import is marked with it for ever.
enum class Origin { single, import };

// How many records of a kind came in each way.
struct OriginCounts {
  std::int64_t single = 0;
  std::int64_t imported = 0;
  friend bool operator==(const OriginCounts&, const OriginCounts&) = default;
};

}  // namespace nexor
