#include "lib/model/duration.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace nexor {

namespace {

using std::chrono::milliseconds;

struct Unit {
  std::string_view symbol;
  milliseconds length;
};

// Largest first; the last one divides everything.
constexpr std::array<Unit, 6> units = {{{"w", std::chrono::weeks{1}},
                                        {"d", std::chrono::days{1}},
                                        {"h", std::chrono::hours{1}},
                                        {"m", std::chrono::minutes{1}},
                                        {"s", std::chrono::seconds{1}},
                                        {"ms", milliseconds{1}}}};

}  // namespace

std::optional<milliseconds> parse_duration(std::string_view text) {
  if (text.empty() || text[0] < '0' || text[0] > '9') return {};
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{}) return {};
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  for (const auto& [symbol, length] : units) {
    if (text != symbol) continue;
    if (number > milliseconds::max() / length) return {};
    return number * length;
  }
  return {};
}

// Weeks are read, not written: nobody says two weeks of idle time as `2w`, and 7 days are known as `7d`.
std::string text_of(milliseconds duration) {
  if (duration == milliseconds::zero()) return "0s";
  const auto unit = std::find_if(units.begin() + 1, units.end() - 1,
                                 [&](const Unit& each) { return duration % each.length == milliseconds::zero(); });
  return fmt::format("{}{}", duration / unit->length, unit->symbol);
}

}  // namespace nexor
