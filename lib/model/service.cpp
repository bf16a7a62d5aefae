#include "lib/model/service.h"

#include <algorithm>

namespace nexor {

namespace {

bool ends_by(const Subscription& addon, const std::optional<Cancellation>& own, Instant instant) {
  const auto& fixed_end = addon.milestones.fixed_end_at;
  return (own && own->effective_at <= instant) || (fixed_end && *fixed_end <= instant);
}

}  // namespace

std::string_view name_of(Status status) {
  switch (status) {
    case Status::scheduled:
      return "scheduled";
    case Status::trialing:
      return "trialing";
    case Status::active:
      return "active";
    case Status::pending_cancellation:
      return "pending_cancellation";
    case Status::cancelled:
      return "cancelled";
    case Status::expired:
      return "expired";
  }
  return "active";
}

std::optional<Status> parse_status(std::string_view name) {
  using enum Status;
  for (const Status status : {scheduled, trialing, active, pending_cancellation, cancelled, expired}) {
    if (name == name_of(status)) return status;
  }
  return {};
}

Status status_at(const Milestones& milestones, std::optional<Instant> cancelled_at, Instant now) {
  if (cancelled_at && *cancelled_at <= now) return Status::cancelled;
  if (milestones.fixed_end_at && *milestones.fixed_end_at <= now) return Status::expired;
  if (cancelled_at) return Status::pending_cancellation;
  if (now < milestones.starts_at) return Status::scheduled;
  if (now < milestones.anchor_at) return Status::trialing;
  return Status::active;
}

const Cancellation* ending_of(const Service& service) {
  const Cancellation* own = service.cancellation ? &*service.cancellation : nullptr;
  if (!service.base || !service.base->cancellation) return own;
  const Cancellation& inherited = *service.base->cancellation;
  if (ends_by(service.subscription, service.cancellation, inherited.effective_at)) return own;
  return &inherited;
}

bool ends_with_base(const Service& service) {
  const Cancellation* ending = ending_of(service);
  return ending != nullptr && ending->subscription != service.subscription.id;
}

Status status_of(const Service& service, Instant now) {
  const Cancellation* ending = ending_of(service);
  return status_at(service.subscription.milestones, ending ? std::optional(ending->effective_at) : std::nullopt, now);
}

std::optional<Instant> ended_at(const Service& service, Instant now) {
  switch (status_of(service, now)) {
    case Status::cancelled:
      return ending_of(service)->effective_at;
    case Status::expired:
      return service.subscription.milestones.fixed_end_at;
    case Status::scheduled:
    case Status::trialing:
    case Status::active:
    case Status::pending_cancellation:
      return {};
  }
  return {};
}

std::vector<SubscriptionId> addons_ending_at(const Service& base, Instant effective_at) {
  std::vector<SubscriptionId> ids;
  for (const RelatedService& addon : base.addons) {
    if (!ends_by(addon.subscription, addon.cancellation, effective_at)) ids.push_back(addon.subscription.id);
  }
  return ids;
}

std::optional<CurrentTerm> current_term(const Service& service, Date today, Instant now) {
  const Subscription& subscription = service.subscription;
  if (ended_at(service, now) || now < subscription.milestones.starts_at) return {};
  if (now < subscription.milestones.anchor_at) return CurrentTerm{subscription.start_on, subscription.anchor_on};
  // A clock that is put back across midnight can show the day before the anchor after the anchor has begun.
  const Date day = std::max(today, subscription.anchor_on);
  const Term term = term_of(subscription, service.plan);
  return CurrentTerm{start_of_term(term, day), end_of_term(term, day)};
}

}  // namespace nexor
