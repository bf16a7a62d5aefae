#include "lib/model/subscription.h"

#include <fmt/format.h>

#include "lib/error.h"
#include "lib/model/key.h"

namespace nexor {

void check_subscription(const Subscription& subscription) {
  constexpr int largest_quantity = 999'999'999;
  constexpr unsigned last_billing_day = 31;
  check_key(subscription.key);
  if (subscription.quantity < 1 || subscription.quantity > largest_quantity) {
    throw Error(Fault::input_invalid,
                fmt::format("quantity: {} is not between 1 and {}", subscription.quantity, largest_quantity))
        .in_field("quantity");
  }
  if (subscription.billing_day && (*subscription.billing_day < 1 || *subscription.billing_day > last_billing_day)) {
    throw Error(Fault::input_invalid,
                fmt::format("billing day: {} is not between 1 and {}", *subscription.billing_day, last_billing_day))
        .in_field("billing day");
  }
}

Term term_of(const Subscription& subscription, const Plan& plan) {
  return {subscription.anchor_on, plan.period, subscription.billing_day};
}

std::optional<Date> fixed_end_of(const Subscription& subscription, const Plan& plan) {
  if (!plan.fixed_terms) return {};
  return boundary(term_of(subscription, plan), *plan.fixed_terms);
}

Milestones milestones_of(const Subscription& subscription, const Plan& plan, const Zone& zone) {
  const auto fixed_end = fixed_end_of(subscription, plan);
  return {.starts_at = zone.midnight(subscription.start_on),
          .anchor_at = zone.midnight(subscription.anchor_on),
          .fixed_end_at = fixed_end ? std::optional(zone.midnight(*fixed_end)) : std::nullopt};
}

}  // namespace nexor
