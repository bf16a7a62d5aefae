#include "lib/model/revenue.h"

#include <limits>

namespace nexor {

namespace {

// A price times a quantity times days doesn't fit into 64 bits.
__extension__ using Wide = __int128;

struct Ratio {
  std::int64_t of;
  std::int64_t to;
};

// The Gregorian calendar repeats after 400 years, which have 146,097 days.
Ratio units_in_a_month(Unit unit) {
  switch (unit) {
    case Unit::day:
      return {146097, 4800};
    case Unit::week:
      return {146097, 7 * 4800};
    case Unit::month:
      return {1, 1};
    case Unit::year:
      return {1, 12};
  }
  return {1, 1};
}

}  // namespace

std::optional<Money> per_month(const Money& price, Period period, std::int64_t quantity) {
  const Ratio units = units_in_a_month(period.unit);
  const Wide divisor = Wide{units.to} * period.count;
  Wide sold = 0;
  if (__builtin_mul_overflow(Wide{price.amount_minor} * quantity, Wide{units.of}, &sold)) return {};
  const Wide amount = (sold + divisor / 2) / divisor;
  if (amount > std::numeric_limits<std::int64_t>::max()) return {};
  return Money{static_cast<std::int64_t>(amount), price.currency};
}

}  // namespace nexor
