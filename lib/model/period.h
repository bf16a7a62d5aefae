#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nexor {

enum class Unit { day, week, month, year };

// How long a plan is billed for at a time: 1 to 999 of a unit.
struct Period {
  Unit unit = Unit::month;
  int count = 1;

  friend constexpr bool operator==(const Period&, const Period&) = default;
};

// `1 month`, `3 months`, `2 weeks`, `year`, `day`: a number without leading zeros, spaces, and the unit in lower case,
// singular or plural; a singular alone is one of it. Null for anything else.
std::optional<Period> parse_period(std::string_view text);
// As it is read back: `1 month`, `3 months`.
std::string text_of(Period period);
// As people say it: `every month`, `every 3 months`.
std::string every(Period period);

}  // namespace nexor
