#include "lib/ops/undo.h"

#include <fmt/format.h>

#include "lib/model/undo_rule.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
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

// The service that a confirmation is about. Throws conflict for one that isn't live any more.
Service service_of_confirmation(Transaction& transaction, std::string_view word) {
  const Cancellation named = find_cancellation(transaction, word);
  const std::string confirmation = text_of(named.confirmation);
  if (named.state == CancellationState::withdrawn) {
    throw Error(Fault::not_cancelled, fmt::format("{} was taken back already", confirmation));
  }
  const Service service = find_service(transaction, text_of(named.subscription));
  if (named.state == CancellationState::replaced && service.cancellation) {
    const std::string live = text_of(service.cancellation->confirmation);
    throw Error(Fault::conflict, fmt::format("{} was replaced; {} is the one that is live", confirmation, live))
        .with_next(fmt::format("nexor undo {}", live));
  }
  return service;
}

Service service_named(Transaction& transaction, std::string_view word) {
  const auto id = parse_id(word);
  if (id && id->kind == IdKind::cancellation) return service_of_confirmation(transaction, word);
  return find_service(transaction, word);
}

UndoItem decide(Transaction& transaction, const Desk& desk, const UndoOrder& order, const std::string& target,
                Instant now) {
  UndoItem item{.target = target};
  item.service = service_named(transaction, target);
  const UndoRequest request{order.is_reinstatement_asked, desk.policy.reinstate_within};
  const UndoDecision decision = decide_to_undo(*item.service, request, now);
  if (const Error* refusal = std::get_if<Error>(&decision)) {
    item.error = *refusal;
    return item;
  }
  const auto& withdraws = std::get<Withdraws>(decision);
  const auto all = transaction.cancellations().of(item.service->subscription.id);
  if (const Cancellation* again = brought_back(withdraws.cancellation, all)) item.live = *again;
  item.cancellation = withdraws.cancellation;
  item.is_reinstatement = withdraws.is_reinstatement;
  item.outcome = Outcome::undone;
  return item;
}

// A target that can't be found fails alone, as one that is refused does.
UndoItem decided(Transaction& transaction, const Desk& desk, const UndoOrder& order, const std::string& target,
                 Instant now) {
  try {
    return decide(transaction, desk, order, target, now);
  } catch (Error& error) {
    if (error.fault == Fault::store_corrupt) throw;
    return {.target = target, .error = std::move(error)};
  }
}

void write(Act& act, UndoItem& item) {
  Cancellations& cancellations = act.store().cancellations();
  const std::string before = standing_of(*item.service, act.now());
  cancellations.set_state(item.cancellation->confirmation.id, CancellationState::withdrawn);
  item.cancellation->state = CancellationState::withdrawn;
  if (item.live) {
    cancellations.set_state(item.live->confirmation.id, CancellationState::live);
    item.live->state = CancellationState::live;
  }
  act.record(item.is_reinstatement ? EventKind::cancellation_reinstated : EventKind::cancellation_withdrawn,
             text_of(item.service->subscription.id), before, content_of_withdrawal(item));
  item.service = find_service(act.store(), text_of(item.service->subscription.id));
}

void check(const Desk& desk, const UndoOrder& order) {
  require(desk.actor, Verb::undo);
  if (order.is_reinstatement_asked) require(desk.actor, Verb::reinstate);
}

}  // namespace

UndoReport preview_undo(Desk& desk, const UndoOrder& order) {
  check(desk, order);
  UndoReport report;
  look(desk, Verb::undo, [&](Transaction& transaction, Instant now) {
    for (const std::string& target : order.targets) {
      report.items.push_back(decided(transaction, desk, order, target, now));
    }
  });
  return report;
}

UndoReport undo(Desk& desk, const UndoOrder& order) {
  check(desk, order);
  UndoReport report;
  perform(desk, Verb::undo, [&](Act& act) {
    for (const std::string& target : order.targets) {
      report.items.push_back(decided(act.store(), desk, order, target, act.now()));
      if (!report.items.back().error) write(act, report.items.back());
    }
  });
  return report;
}

}  // namespace nexor
