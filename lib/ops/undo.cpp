#include "lib/ops/undo.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "lib/ops/desk.h"
#include "lib/ops/digest.h"
#include "lib/ops/find.h"
#include "lib/ops/undo_decision.h"

namespace nexor {

namespace {

Error replaced_by(const Cancellation& live, const std::string& confirmation, Instant now) {
  const std::string number = text_of(live.confirmation);
  Error error(Fault::conflict, fmt::format("{} was replaced; {} is the one that is live", confirmation, number));
  if (now < live.effective_at) error.next.push_back(fmt::format("nexor undo {}", number));
  return error;
}

// The service that a confirmation is about. Throws conflict for one that isn't live any more.
Service service_of_confirmation(Transaction& transaction, std::string_view word, Instant now) {
  const Cancellation named = find_cancellation(transaction, word);
  const std::string confirmation = text_of(named.confirmation);
  if (named.state == CancellationState::withdrawn) {
    throw Error(Fault::not_cancelled, fmt::format("{} was taken back already", confirmation));
  }
  const Service service = find_service(transaction, text_of(named.subscription));
  if (named.state == CancellationState::replaced && service.cancellation) {
    throw Error(replaced_by(*service.cancellation, confirmation, now));
  }
  return service;
}

Service service_named(Transaction& transaction, std::string_view word, Instant now) {
  const auto id = parse_id(word);
  if (id && id->kind == IdKind::cancellation) return service_of_confirmation(transaction, word, now);
  return find_service(transaction, word);
}

// Decides about every target of an order at one instant, in their order. An add-on sees what was decided about its
// base, though nothing is written yet.
class Decisions {
 public:
  Decisions(Transaction& transaction, const Desk& desk, const UndoOrder& order, Instant now)
      : transaction_(transaction), desk_(desk), order_(order), now_(now) {}

  UndoReport run() {
    for (const std::string& target : order_.targets) report_.items.push_back(decided(target));
    report_.digest = digest_of(report_.items);
    return std::move(report_);
  }

 private:
  // A target that can't be found fails alone, as one that is refused does.
  UndoItem decided(const std::string& target) {
    UndoItem item{.target = target};
    try {
      item.service = service_named(transaction_, target, now_);
      decide(item);
    } catch (Error& error) {
      if (error.fault == Fault::store_corrupt) throw;
      item.error = std::move(error);
    }
    return item;
  }

  void decide(UndoItem& item) {
    Service& service = *item.service;
    if (!seen_.insert(service.subscription.id).second) {
      item.error = Error(Fault::conflict, fmt::format("'{}' is meant twice: the first one decides", item.target));
      return;
    }
    if (service.base) see_decided_base(*service.base);
    decide_undo(transaction_, desk_, order_.is_reinstatement_asked, item, now_);
    if (!item.error) live_.emplace(service.subscription.id, item.live);
  }

  void see_decided_base(RelatedService& base) const {
    const auto decided = live_.find(base.subscription.id);
    if (decided != live_.end()) base.cancellation = decided->second;
  }

  Transaction& transaction_;
  const Desk& desk_;
  const UndoOrder& order_;
  Instant now_;
  UndoReport report_;
  std::set<SubscriptionId> seen_;
  std::map<SubscriptionId, std::optional<Cancellation>> live_;
};

// As everything stands now: what one target did may be seen at another.
void look_again(Transaction& transaction, UndoReport& report) {
  for (UndoItem& item : report.items) {
    if (item.service) item.service = find_service(transaction, text_of(item.service->subscription.id));
  }
}

void check(const Desk& desk, const UndoOrder& order) {
  require(desk.actor, Verb::undo);
  if (order.is_reinstatement_asked) require(desk.actor, Verb::reinstate);
}

}  // namespace

UndoReport preview_undo(Desk& desk, const UndoOrder& order) {
  check(desk, order);
  UndoReport report;
  look(desk, Verb::undo,
       [&](Transaction& transaction, Instant now) { report = Decisions(transaction, desk, order, now).run(); });
  return report;
}

UndoReport undo(Desk& desk, const UndoOrder& order) {
  check(desk, order);
  UndoReport report;
  perform_if(desk, Verb::undo, [&](Act& act) {
    report = Decisions(act.store(), desk, order, act.now()).run();
    if (order.expect && *order.expect != report.digest) throw Error(not_as_shown());
    for (UndoItem& item : report.items) {
      if (!item.error) write_undo(act, item);
    }
    look_again(act.store(), report);
    return !std::ranges::all_of(report.items, [](const UndoItem& item) { return item.error.has_value(); });
  });
  return report;
}

}  // namespace nexor
