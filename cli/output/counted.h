#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nexor {

// `1 event`, `2 events`: a number and what it counts, whose plural ends in an s.
std::string counted(std::int64_t number, std::string_view one);

}  // namespace nexor
