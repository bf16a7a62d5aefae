#include "lib/model/revenue.h"

#include <doctest/doctest.h>

#include <limits>

namespace nexor {

TEST_CASE("what a plan brings in a month, by its period") {
  struct Row {
    std::int64_t price;
    Period period;
    std::int64_t quantity;
    std::int64_t amount;
  };
  const Row rows[] = {
      {1999, {Unit::month, 1}, 1, 1999}, {1999, {Unit::month, 1}, 3, 5997}, {1999, {Unit::month, 3}, 1, 666},  // 666.33
      {2000, {Unit::month, 3}, 1, 667},                                                                        // 666.67
      {2000, {Unit::month, 3}, 3, 2000},  // rounded once, not three times
      {12000, {Unit::year, 1}, 1, 1000}, {12000, {Unit::year, 2}, 1, 500},  {6, {Unit::year, 1}, 1, 1},  // 0.5 goes up
      {5, {Unit::year, 1}, 1, 0},        {100, {Unit::day, 1}, 1, 3044},  // 30.436875 days
      {100, {Unit::day, 30}, 1, 101},                                     // 101.46
      {1000, {Unit::week, 1}, 1, 4348},                                   // 4.348125 weeks
      {1000, {Unit::week, 2}, 1, 2174},  {1999, {Unit::month, 1}, 0, 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.price);
    CAPTURE(row.quantity);
    CHECK(per_month({row.price, "EUR"}, row.period, row.quantity) == Money{row.amount, "EUR"});
  }
}

TEST_CASE("what doesn't fit is not cut") {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  CHECK(per_month({most, "EUR"}, {Unit::month, 1}, 1) == Money{most, "EUR"});
  CHECK_FALSE(per_month({most, "EUR"}, {Unit::month, 1}, 2));
  CHECK_FALSE(per_month({most, "EUR"}, {Unit::day, 1}, most));
}

}  // namespace nexor
