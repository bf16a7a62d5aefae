#pragma once

#include <optional>
#include <string>

#include "lib/model/date.h"
#include "lib/model/ids.h"
#include "lib/model/plan.h"
#include "lib/model/term.h"
#include "lib/model/zone.h"

namespace nexor {

// The instants of a subscription that don't depend on any decision: its dates in its account's zone.
struct Milestones {
  Instant starts_at;
  Instant anchor_at;
  std::optional<Instant> fixed_end_at;
  friend bool operator==(const Milestones&, const Milestones&) = default;
};

// A service that an account has.
struct Subscription {
  SubscriptionId id{0};
  std::string key;
  AccountId account{0};
  PlanId plan{0};
  int quantity = 1;
  Date start_on{std::chrono::sys_days{}};
  Date anchor_on{std::chrono::sys_days{}};  // the first day that is paid for
  std::optional<unsigned> billing_day;      // where it isn't the anchor's own
  std::optional<SubscriptionId> base;       // of an add-on
  std::optional<Date> fixed_end_on;         // the first day after a fixed term
  Milestones milestones;
  Instant created_at;
};

// Throws input_invalid, naming the field, for what can't stand in a subscription.
void check_subscription(const Subscription& subscription);

Term term_of(const Subscription& subscription, const Plan& plan);

// The first day after a fixed term; null where the plan is open-ended.
std::optional<Date> fixed_end_of(const Subscription& subscription, const Plan& plan);

Milestones milestones_of(const Subscription& subscription, const Plan& plan, const Zone& zone);

}  // namespace nexor
