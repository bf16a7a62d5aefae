#include "lib/model/undo_rule.h"

#include <fmt/format.h>

#include <algorithm>

namespace nexor {

namespace {

const Cancellation* find(const Confirmation& confirmation, std::span<const Cancellation> all) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Cancellation& cancellation) {
    return cancellation.confirmation == confirmation;
  });
  return found == all.end() ? nullptr : &*found;
}

// Null where the add-on's own cancellation can be taken back: it has one, and its base hasn't ended it before.
std::optional<Error> refusal_of_inherited(const Service& service, Instant now) {
  if (!ends_with_base(service)) return {};
  const bool has_ended = status_of(service, now) == Status::cancelled;
  if (service.cancellation && !has_ended) return {};
  const RelatedService& base = *service.base;
  const std::string& key = service.subscription.key;
  const std::string confirmation = text_of(base.cancellation->confirmation);
  const std::string message =
      has_ended
          ? fmt::format("'{}' is cancelled since {} with its base '{}' ({})", key,
                        text_of(base.cancellation->effective_on), base.subscription.key, confirmation)
          : fmt::format("'{}' has no cancellation of its own: it ends with its base '{}'", key, base.subscription.key);
  return Error(has_ended ? Fault::already_cancelled : Fault::conflict, message)
      .with_hint("take the base's cancellation back instead")
      .with_next(fmt::format("nexor undo {}", confirmation));
}

Error refused_as_ended(const Service& service, const UndoRequest& request) {
  const Cancellation& ending = *service.cancellation;
  Error error(Fault::already_cancelled, fmt::format("'{}' is cancelled since {} ({})", service.subscription.key,
                                                    text_of(ending.effective_on), text_of(ending.confirmation)));
  error.hint = request.may_reinstate ? fmt::format("it could be reinstated until {}",
                                                   text_of(reinstate_until(ending, request.reinstate_within)))
                                     : "an admin may take it back with --reinstate for a while";
  return error;
}

}  // namespace

Instant reinstate_until(const Cancellation& cancellation, std::chrono::seconds within) {
  return std::max(cancellation.effective_at, cancellation.requested_at) + within;
}

UndoDecision decide_to_undo(const Service& service, const UndoRequest& request, Instant now) {
  if (auto refusal = refusal_of_inherited(service, now)) return *refusal;
  if (!service.cancellation) {
    const std::string& key = service.subscription.key;
    if (status_of(service, now) == Status::expired) {
      return Error(Fault::not_cancelled, fmt::format("'{}' was never cancelled: its fixed term is over", key));
    }
    return Error(Fault::not_cancelled, fmt::format("'{}' is not cancelled", key));
  }
  const Cancellation& live = *service.cancellation;
  if (now < live.effective_at) return Withdraws{live};
  if (request.may_reinstate && now <= reinstate_until(live, request.reinstate_within)) return Withdraws{live, true};
  return refused_as_ended(service, request);
}

const Cancellation* brought_back(const Cancellation& withdrawn, std::span<const Cancellation> all) {
  const Cancellation* earlier = &withdrawn;
  do {
    earlier = earlier->replaces ? find(*earlier->replaces, all) : nullptr;
  } while (earlier != nullptr && earlier->state == CancellationState::withdrawn);
  return earlier;
}

}  // namespace nexor
