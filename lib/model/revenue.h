#pragma once

#include <cstdint>
#include <optional>

#include "lib/model/money.h"
#include "lib/model/period.h"

namespace nexor {

// What `quantity` of a plan bring in a month, rounded once, to the nearest minor unit. A year is twelve months; weeks
// and days are counted in the calendar's mean month of 146097/4800 days. Null where it doesn't fit.
std::optional<Money> per_month(const Money& price, Period period, std::int64_t quantity);

}  // namespace nexor
