#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "lib/model/plan.h"
#include "lib/ops/edited.h"

namespace nexor {

struct Desk;

// What an edit changes: only what is given, as it was typed. An empty text takes the fixed terms away.
struct PlanEdit {
  std::optional<std::string> name;
  std::optional<std::string> price;
  std::optional<std::string> currency;  // with a price
  std::optional<std::string> period;
  std::optional<std::string> trial_days;
  std::optional<std::string> notice_days;
  std::optional<std::string> minimum_terms;
  std::optional<std::string> fixed_terms;
  std::optional<std::string> addon;  // `yes` or `no`
  bool is_unretired = false;         // it is sold again
};

// What is wrong with the words alone, whatever a store holds: throws input_invalid.
void check_given(const PlanEdit& edit);

// Changes a plan. Throws conflict for anything but name, price and retirement once it has subscriptions, and where one
// that is sold shall be sold again.
Edited<Plan> edit_plan(Desk& desk, const std::string& key, const PlanEdit& edit);

// A plan that is to be sold no more, and how many subscriptions keep it.
struct Retirement {
  Plan plan;
  std::int64_t subscriptions = 0;
};

// Looks at what would be retired; the same is refused.
Retirement preview_retire(Desk& desk, const std::string& key);

// Lets no new subscription have the plan; those that have it keep it. Throws conflict where it is retired.
Retirement retire_plan(Desk& desk, const std::string& key);

}  // namespace nexor
