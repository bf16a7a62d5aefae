#include "lib/model/registration.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "lib/model/nearest.h"
#include "lib/model/reason.h"
#include "lib/model/text.h"

namespace nexor {

namespace {

constexpr std::array all_reasons{DeclineReason::duplicate,    DeclineReason::incomplete,
                                 DeclineReason::not_eligible, DeclineReason::suspected_fraud,
                                 DeclineReason::spam,         DeclineReason::withdrawn_by_applicant,
                                 DeclineReason::other};

constexpr std::size_t longest_note = 5000;

// `'R-1' was approved by ada at …`
Error is_decided(const RegistrationRequest& request) {
  Error error(Fault::conflict, fmt::format("'{}' was {} by {} at {}", request.key, name_of(request.state),
                                           request.decided_by.value(), text_of(request.decided_at.value())));
  if (request.state == RequestState::declined)
    error.next.push_back(fmt::format("nexor reopen {}", text_of(request.id)));
  error.next.push_back(fmt::format("nexor show {}", text_of(request.id)));
  return error;
}

RegistrationRequest decided(RegistrationRequest request, RequestState state, const Decider& decider) {
  request.state = state;
  request.decided_at = decider.at;
  request.decided_by = decider.by;
  return request;
}

}  // namespace

std::string_view name_of(RequestState state) {
  switch (state) {
    case RequestState::pending:
      return "pending";
    case RequestState::approved:
      return "approved";
    case RequestState::declined:
      return "declined";
  }
  return "pending";
}

std::optional<RequestState> parse_request_state(std::string_view name) {
  for (const RequestState state : {RequestState::pending, RequestState::approved, RequestState::declined}) {
    if (name == name_of(state)) return state;
  }
  return {};
}

std::string_view name_of(DeclineReason reason) {
  switch (reason) {
    case DeclineReason::duplicate:
      return "duplicate";
    case DeclineReason::incomplete:
      return "incomplete";
    case DeclineReason::not_eligible:
      return "not_eligible";
    case DeclineReason::suspected_fraud:
      return "suspected_fraud";
    case DeclineReason::spam:
      return "spam";
    case DeclineReason::withdrawn_by_applicant:
      return "withdrawn_by_applicant";
    case DeclineReason::other:
      return "other";
  }
  return "other";
}

std::span<const DeclineReason> decline_reasons() { return all_reasons; }

std::optional<DeclineReason> parse_decline_reason(std::string_view name) {
  const auto found = std::ranges::find_if(all_reasons, [&](DeclineReason reason) { return name == name_of(reason); });
  if (found == all_reasons.end()) return {};
  return *found;
}

DeclineReason find_decline_reason(std::string_view typed) {
  const std::string code = reason_code(typed);
  if (const auto found = parse_decline_reason(code)) return *found;
  std::vector<std::string> codes;
  for (const DeclineReason reason : all_reasons) codes.emplace_back(name_of(reason));
  const std::string near = did_you_mean(nearest(code, codes));
  throw Error(Fault::reason_unknown, fmt::format("no reason to decline '{}'", typed))
      .with_hint(near.empty() ? fmt::format("reasons are: {}", fmt::join(codes, ", ")) : near);
}

void check_decline_note(std::string_view note) { check_text("note", note, longest_note); }

RequestDecision decide_approval(const RegistrationRequest& request, const Decider& decider) {
  if (request.state != RequestState::pending) return is_decided(request);
  return decided(request, RequestState::approved, decider);
}

RequestDecision decide_decline(const RegistrationRequest& request, const Decider& decider, DeclineReason reason,
                               const std::optional<std::string>& note) {
  if (request.state != RequestState::pending) return is_decided(request);
  RegistrationRequest declined = decided(request, RequestState::declined, decider);
  declined.reason = reason;
  declined.decline_note = note;
  return declined;
}

RequestDecision decide_reopening(const RegistrationRequest& request) {
  if (request.state == RequestState::approved) return is_decided(request);
  if (request.state == RequestState::pending) {
    return Error(Fault::conflict, fmt::format("'{}' is pending: there is nothing to reopen", request.key))
        .with_next(fmt::format("nexor approve {}", text_of(request.id)));
  }
  RegistrationRequest reopened = request;
  reopened.state = RequestState::pending;
  reopened.decided_at.reset();
  reopened.decided_by.reset();
  reopened.reason.reset();
  reopened.decline_note.reset();
  return reopened;
}

}  // namespace nexor
