#include "lib/model/plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/error.h"
#include "lib/model/key.h"
#include "lib/model/text.h"

namespace nexor {

namespace {

constexpr int longest_wait = 3660;  // days of trial or notice: ten years
constexpr int longest_term = 36600;

int days_of(Unit unit) {
  switch (unit) {
    case Unit::day:
      return 1;
    case Unit::week:
      return 7;
    case Unit::month:
      return 31;
    case Unit::year:
      return 366;
  }
  return 1;
}

void check_range(std::string_view field, int value, int least, int most) {
  if (value < least || value > most) {
    throw Error(Fault::input_invalid, fmt::format("{}: {} is not between {} and {}", field, value, least, most))
        .in_field(field);
  }
}

}  // namespace

void check_plan(const Plan& plan) {
  constexpr std::size_t longest_name = 200;
  check_key(plan.key);
  check_line("name", plan.name, longest_name);
  check_range("trial days", plan.trial_days, 0, longest_wait);
  check_range("notice days", plan.notice_days, 0, longest_wait);
  const int most_terms = std::max(1, longest_term / (days_of(plan.period.unit) * plan.period.count));
  check_range("minimum terms", plan.minimum_terms, 0, most_terms);
  if (!plan.fixed_terms) return;
  check_range("fixed terms", *plan.fixed_terms, 1, most_terms);
  if (*plan.fixed_terms < plan.minimum_terms) {
    throw Error(Fault::input_invalid, "minimum terms: more than the fixed terms").in_field("minimum terms");
  }
}

}  // namespace nexor
