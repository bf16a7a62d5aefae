#pragma once

#include <optional>
#include <string_view>

#include "lib/model/date.h"
#include "lib/model/zone.h"

namespace nexor {

// Which way a bound like `7d` counts from now: forward for what ends, backward for what has happened.
enum class Toward { past, future };

// A bound of a list: a date (its first instant in `zone`), RFC 3339, `today`, or a duration like `7d` from now. Null
// for anything else.
std::optional<Instant> parse_bound(std::string_view text, const Zone& zone, Instant now, Toward toward);

// The same as a day, for what begins and ends with days: that of the bound in `zone`.
std::optional<Date> parse_day_bound(std::string_view text, const Zone& zone, Instant now, Toward toward);

}  // namespace nexor
