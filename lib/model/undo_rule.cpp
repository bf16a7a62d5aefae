#include "lib/model/undo_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace nexor {

namespace {

const Cancellation* find(const Confirmation& confirmation, std::span<const Cancellation> all) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Cancellation& cancellation) {
    return cancellation.confirmation == confirmation;
  });
  return found == all.end() ? nullptr : &*found;
}

// Says what can still be done about an ending that has come: `what` is "it", or what brought the end.
Error with_reinstatement(Error error, std::string_view what, const Cancellation& ending, const UndoRequest& request,
                         Instant now) {
  const Instant until = reinstate_until(ending, request.reinstate_within);
  if (now > until) {
    error.hint = fmt::format("{} could be reinstated until {}", what, text_of(until));
    return error;
  }
  error.hint = fmt::format("an admin may reinstate {} until {}", what, text_of(until));
  if (request.may_reinstate) {
    error.next.push_back(fmt::format("nexor undo {} --reinstate", text_of(ending.confirmation)));
  }
  return error;
}

Error refused_as_ended_with_base(const Service& service, const UndoRequest& request, Instant now) {
  const RelatedService& base = *service.base;
  const Cancellation& ending = *base.cancellation;
  Error error(Fault::already_cancelled,
              fmt::format("'{}' is cancelled since {} with its base '{}' ({})", service.subscription.key,
                          text_of(ending.effective_on), base.subscription.key, text_of(ending.confirmation)));
  return with_reinstatement(std::move(error), "the base", ending, request, now);
}

Error refused_as_inherited(const Service& service) {
  const RelatedService& base = *service.base;
  return Error(Fault::conflict, fmt::format("'{}' has no cancellation of its own: it ends with its base '{}'",
                                            service.subscription.key, base.subscription.key))
      .with_hint("take the base's cancellation back instead")
      .with_next(fmt::format("nexor undo {}", text_of(base.cancellation->confirmation)));
}

// Null where the add-on's own cancellation can be taken back: it has one, and its base hasn't ended it before.
std::optional<Error> refusal_of_inherited(const Service& service, const UndoRequest& request, Instant now) {
  if (!ends_with_base(service)) return {};
  if (status_of(service, now) == Status::cancelled) return refused_as_ended_with_base(service, request, now);
  if (service.cancellation) return {};
  return refused_as_inherited(service);
}

Error refused_as_ended(const Service& service, const UndoRequest& request, Instant now) {
  const Cancellation& ending = *service.cancellation;
  Error error(Fault::already_cancelled, fmt::format("'{}' is cancelled since {} ({})", service.subscription.key,
                                                    text_of(ending.effective_on), text_of(ending.confirmation)));
  return with_reinstatement(std::move(error), "it", ending, request, now);
}

// What is taken back runs again, which nothing does under an account that is closed.
UndoDecision withdraws(const Service& service, bool is_reinstatement) {
  if (!service.account.closed_at) return Withdraws{*service.cancellation, is_reinstatement};
  return Error(Fault::conflict, fmt::format("'{}' belongs to the account '{}', which is closed",
                                            service.subscription.key, service.account.key))
      .with_hint("reopen the account first")
      .with_next(fmt::format("nexor account reopen {}", text_of(service.account.id)));
}

}  // namespace

Instant reinstate_until(const Cancellation& cancellation, std::chrono::seconds within) {
  return std::max(cancellation.effective_at, cancellation.requested_at) + within;
}

UndoDecision decide_to_undo(const Service& service, const UndoRequest& request, Instant now) {
  if (auto refusal = refusal_of_inherited(service, request, now)) return *refusal;
  if (!service.cancellation) {
    const std::string& key = service.subscription.key;
    if (status_of(service, now) == Status::expired) {
      return Error(Fault::not_cancelled, fmt::format("'{}' was never cancelled: its fixed term is over", key));
    }
    return Error(Fault::not_cancelled, fmt::format("'{}' is not cancelled", key));
  }
  const Cancellation& live = *service.cancellation;
  if (now < live.effective_at && !live.recorded_at) return withdraws(service, false);
  if (request.is_reinstatement_asked && now <= reinstate_until(live, request.reinstate_within))
    return withdraws(service, true);
  return refused_as_ended(service, request, now);
}

const Cancellation* brought_back(const Cancellation& withdrawn, std::span<const Cancellation> all) {
  const Cancellation* earlier = &withdrawn;
  do {
    earlier = earlier->replaces ? find(*earlier->replaces, all) : nullptr;
  } while (earlier != nullptr && earlier->state == CancellationState::withdrawn);
  return earlier;
}

}  // namespace nexor
