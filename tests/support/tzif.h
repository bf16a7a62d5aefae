#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nexor::support {

struct TzifChange {
  std::int64_t at;      // seconds since 1970
  std::int32_t offset;  // seconds east of Greenwich, from then on
};

// The bytes of a TZif file of version 2 with an empty first block: one type of local time for the time before and one
// for each change.
std::string tzif(std::int32_t first_offset, const std::vector<TzifChange>& changes, std::string_view footer);

}  // namespace nexor::support
