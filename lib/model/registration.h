#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "lib/error.h"
#include "lib/model/date.h"
#include "lib/model/ids.h"

namespace nexor {

// How far a request has come.
enum class RequestState { pending, approved, declined };

std::string_view name_of(RequestState state);
std::optional<RequestState> parse_request_state(std::string_view name);

// Why a request is declined: a code, as `cancel` has them for its own.
enum class DeclineReason {
  duplicate,
  incomplete,
  not_eligible,
  suspected_fraud,
  spam,
  withdrawn_by_applicant,
  other,
};

std::string_view name_of(DeclineReason reason);
std::span<const DeclineReason> decline_reasons();
std::optional<DeclineReason> parse_decline_reason(std::string_view name);

// The one that was typed: `Not Eligible` and `not-eligible` are `not_eligible`. Throws reason_unknown, naming the
// nearest.
DeclineReason find_decline_reason(std::string_view typed);

// Somebody who asks for an account and a plan.
struct RegistrationRequest {
  RequestId id{0};
  std::string key;
  std::string name;
  std::string email;
  PlanId plan{0};
  std::string plan_key;
  std::optional<std::string> time_zone;  // IANA; the store's when the account is made, unless given
  std::optional<std::string> note;
  Instant created_at;
  RequestState state = RequestState::pending;
  std::optional<Instant> decided_at;  // and the rest: of the decision that stands, null while it is pending
  std::optional<std::string> decided_by;
  std::optional<DeclineReason> reason;
  std::optional<std::string> decline_note;
  std::optional<AccountId> account;  // what it became
  std::optional<SubscriptionId> subscription;
};

// Throws input_invalid for what can't stand as the note of a decision.
void check_decline_note(std::string_view note);

// Who decides, and when.
struct Decider {
  std::string by;
  Instant at;
};

// The request as a decision leaves it, or a conflict: only what is pending can be decided, and only what was declined
// can be reopened. An approval leaves what the request becomes to whoever makes it.
using RequestDecision = std::variant<RegistrationRequest, Error>;

RequestDecision decide_approval(const RegistrationRequest& request, const Decider& decider);
RequestDecision decide_decline(const RegistrationRequest& request, const Decider& decider, DeclineReason reason,
                               const std::optional<std::string>& note);
RequestDecision decide_reopening(const RegistrationRequest& request);

}  // namespace nexor
