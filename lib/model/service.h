#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lib/model/account.h"
#include "lib/model/cancellation.h"
#include "lib/model/date.h"
#include "lib/model/later_feedback.h"
#include "lib/model/plan.h"
#include "lib/model/subscription.h"

namespace nexor {

// A base seen from its add-on, or an add-on seen from its base.
struct RelatedService {
  Subscription subscription;
  std::optional<Cancellation> cancellation;  // its own live one
};

// A subscription with all that decides about it and all that is shown of it.
struct Service {
  Subscription subscription;
  Account account;
  Plan plan;
  std::optional<Cancellation> cancellation;    // its own live one
  std::optional<RelatedService> base;          // of an add-on
  std::vector<RelatedService> addons;          // of a base, in order of their keys
  std::vector<LaterFeedback> said_later = {};  // about its cancellations, where it is shown alone
};

enum class Status { scheduled, trialing, active, pending_cancellation, cancelled, expired };

std::string_view name_of(Status status);
std::optional<Status> parse_status(std::string_view name);

// The one function that derives a status from instants: the first row of the table "The life of a subscription" that
// holds. `cancelled_at` is when a live or inherited cancellation takes effect.
Status status_at(const Milestones& milestones, std::optional<Instant> cancelled_at, Instant now);

// The cancellation that ends a service, its own or its base's, whichever takes effect first; its own where both do at
// once. A base's counts only where it comes before the add-on's own fixed end. Points into `service`.
const Cancellation* ending_of(const Service& service);

// True where the service has no cancellation of its own that ends it, but its base's does.
bool ends_with_base(const Service& service);

Status status_of(const Service& service, Instant now);

// When the service ended: the effective instant or the end of the fixed term. Null while it hasn't.
std::optional<Instant> ended_at(const Service& service, Instant now);

// The add-ons that end because their base ends at `effective_at`: those that neither a cancellation of their own nor
// their fixed term ends by then.
std::vector<SubscriptionId> addons_ending_at(const Service& base, Instant effective_at);

// The stretch that is running on `today`: the trial, or the term of the plan. Null before the start and after the end.
struct CurrentTerm {
  Date start_on;
  Date end_on;  // exclusive
};
std::optional<CurrentTerm> current_term(const Service& service, Date today, Instant now);

}  // namespace nexor
