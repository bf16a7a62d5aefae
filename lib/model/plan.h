#pragma once

#include <optional>
#include <string>

#include "lib/model/date.h"
#include "lib/model/ids.h"
#include "lib/model/money.h"
#include "lib/model/period.h"

namespace nexor {

// What is sold. Its public id is its key.
struct Plan {
  PlanId id{0};
  std::string key;
  std::string name;
  Period period;
  Money price;
  int trial_days = 0;
  int notice_days = 0;
  int minimum_terms = 0;           // in periods
  std::optional<int> fixed_terms;  // in periods; none is open-ended
  bool is_addon = false;
  Instant created_at;
  std::optional<Instant> retired_at;
};

// Throws input_invalid, naming the field, for what can't stand in a plan. Terms reach a hundred years at most.
void check_plan(const Plan& plan);

}  // namespace nexor
