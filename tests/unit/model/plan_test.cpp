#include "lib/model/plan.h"

#include <doctest/doctest.h>

#include <array>

#include "lib/error.h"

namespace nexor {

namespace {

struct Case {
  Period period = {Unit::month, 1};
  int trial_days = 0;
  int notice_days = 0;
  int minimum_terms = 0;
  std::optional<int> fixed_terms = {};
  std::string_view refusal = "";
};

Plan plan_of(const Case& row) {
  Plan plan;
  plan.key = "pro-month";
  plan.name = "Pro";
  plan.period = row.period;
  plan.trial_days = row.trial_days;
  plan.notice_days = row.notice_days;
  plan.minimum_terms = row.minimum_terms;
  plan.fixed_terms = row.fixed_terms;
  return plan;
}

std::string refusal(const Plan& plan) {
  try {
    check_plan(plan);
    return "";
  } catch (const Error& error) {
    CHECK(error.fault == Fault::input_invalid);
    return error.message;
  }
}

}  // namespace

TEST_CASE("a plan's terms lie between nothing and a hundred years") {
  const std::array<Case, 17> table{{
      {},
      {.trial_days = 3660, .notice_days = 3660, .minimum_terms = 12, .fixed_terms = 12},
      {.period = {Unit::year, 999}, .minimum_terms = 1, .fixed_terms = 1},
      {.period = {Unit::day, 1}, .fixed_terms = 36600},
      {.period = {Unit::year, 1}, .fixed_terms = 100},
      {.trial_days = -1, .refusal = "trial days: -1 is not between 0 and 3660"},
      {.trial_days = 3661, .refusal = "trial days: 3661 is not between 0 and 3660"},
      {.notice_days = -1, .refusal = "notice days: -1 is not between 0 and 3660"},
      {.notice_days = 3661, .refusal = "notice days: 3661 is not between 0 and 3660"},
      {.minimum_terms = -1, .refusal = "minimum terms: -1 is not between 0 and 1180"},
      {.minimum_terms = 1181, .refusal = "minimum terms: 1181 is not between 0 and 1180"},
      {.fixed_terms = 0, .refusal = "fixed terms: 0 is not between 1 and 1180"},
      {.fixed_terms = 1181, .refusal = "fixed terms: 1181 is not between 1 and 1180"},
      {.period = {Unit::week, 2}, .fixed_terms = 2615, .refusal = "fixed terms: 2615 is not between 1 and 2614"},
      {.period = {Unit::year, 999}, .fixed_terms = 2, .refusal = "fixed terms: 2 is not between 1 and 1"},
      {.minimum_terms = 13, .fixed_terms = 12, .refusal = "minimum terms: more than the fixed terms"},
      {.minimum_terms = 12, .fixed_terms = 13},
  }};
  for (const Case& row : table) {
    CAPTURE(row.refusal);
    CHECK(refusal(plan_of(row)) == row.refusal);
  }
}

TEST_CASE("a plan has a key and a name") {
  Plan plan = plan_of({});
  plan.key = " pro";
  CHECK(refusal(plan) == "key ' pro': white space at its beginning or end");
  plan = plan_of({});
  plan.name = "";
  CHECK(refusal(plan) == "name: is empty");
}

}  // namespace nexor
