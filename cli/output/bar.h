#pragma once

#include <cstdint>
#include <string>

namespace nexor {

// A lying bar of `count` beside the longest, that of `most`, which has `cells` cells: in eighths of a cell. Whatever is
// counted is seen.
std::string bar_text(std::int64_t count, std::int64_t most, int cells);

}  // namespace nexor
