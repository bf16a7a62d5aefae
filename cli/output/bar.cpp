#include "cli/output/bar.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace nexor {

std::string bar_text(std::int64_t count, std::int64_t most, int cells) {
  constexpr std::int64_t eighths = 8;
  constexpr std::array parts{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double length = most == 0 ? 0 : static_cast<double>(count) / static_cast<double>(most) * cells * eighths;
  const auto units = count == 0 ? 0 : std::max<std::int64_t>(1, std::llround(length));
  std::string bar;
  for (std::int64_t i = 0; i < units / eighths; ++i) bar += "█";
  return bar + parts.at(static_cast<std::size_t>(units % eighths));
}

}  // namespace nexor
