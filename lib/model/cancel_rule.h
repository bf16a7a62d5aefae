#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "lib/error.h"
#include "lib/model/cancellation.h"
#include "lib/model/service.h"
#include "lib/model/zone.h"

namespace nexor {

// What is asked for one subscription. The two permissions are an admin's to give; who may is not decided here.
struct CancelRequest {
  CancelAt at;
  bool may_backdate = false;
  bool may_override = false;
  std::optional<BatchId> batch = {};  // that it is a row of
};

// The subscription ends.
struct Ends {
  Date effective_on;
  Instant effective_at;
  std::optional<Confirmation> replaces;
  std::vector<SubscriptionId> addons;  // that end with it
  bool is_backdated = false;
  bool is_override = false;
};

// It already ends on the day that is asked for: nothing is written, and this is its confirmation.
struct EndsAlready {
  Cancellation cancellation;
};

// A refusal is an Error with one of the faults already_cancelled, already_expired, already_pending, date_refused,
// not_allowed_yet and ends_by_itself.
using CancelDecision = std::variant<Ends, EndsAlready, Error>;

// The decision to cancel: every row of the table "Cancelling" of the domain. `zone` is the account's.
CancelDecision decide_to_cancel(const Service& service, const CancelRequest& request, const Zone& zone, Instant now);

}  // namespace nexor
