#include "lib/ops/undo_decision.h"

#include "lib/model/undo_rule.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/store/cancellations.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

std::string content_of_withdrawal(const UndoItem& item) {
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.member("confirmation", text_of(item.cancellation->confirmation));
  json.member("live", item.live ? std::optional(text_of(item.live->confirmation)) : std::nullopt);
  json.end_object();
  return text;
}

void take(Transaction& transaction, UndoItem& item, const Withdraws& withdraws) {
  const auto all = transaction.cancellations().of(item.service->subscription.id);
  if (const Cancellation* again = brought_back(withdraws.cancellation, all)) item.live = *again;
  item.cancellation = withdraws.cancellation;
  item.is_reinstatement = withdraws.is_reinstatement;
  item.outcome = Outcome::undone;
}

}  // namespace

void decide_undo(Transaction& transaction, const Desk& desk, bool is_reinstatement_asked, UndoItem& item, Instant now) {
  const UndoRequest request{.is_reinstatement_asked = is_reinstatement_asked,
                            .may_reinstate = may(desk.actor, Verb::reinstate),
                            .reinstate_within = desk.policy.reinstate_within};
  const UndoDecision decision = decide_to_undo(*item.service, request, now);
  if (const auto* withdraws = std::get_if<Withdraws>(&decision)) {
    take(transaction, item, *withdraws);
  } else {
    item.error = std::get<Error>(decision);
  }
}

void write_undo(Act& act, UndoItem& item) {
  Cancellations& cancellations = act.store().cancellations();
  const std::string before = standing_of(*item.service, act.now());
  cancellations.set_state(item.cancellation->confirmation.id, CancellationState::withdrawn);
  item.cancellation->state = CancellationState::withdrawn;
  if (item.live && item.live->state != CancellationState::live) {
    cancellations.set_state(item.live->confirmation.id, CancellationState::live);
    item.live->state = CancellationState::live;
  }
  act.record(item.is_reinstatement ? EventKind::cancellation_reinstated : EventKind::cancellation_withdrawn,
             text_of(item.service->subscription.id), before, content_of_withdrawal(item));
}

}  // namespace nexor
