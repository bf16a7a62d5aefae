#include "lib/ops/cancel.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "lib/model/batch.h"
#include "lib/model/cancel_rule.h"
#include "lib/model/key.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/digest.h"
#include "lib/ops/find.h"
#include "lib/store/batches.h"
#include "lib/store/cancellations.h"
#include "lib/store/subscriptions.h"
#include "lib/zoneinfo.h"

namespace nexor {

namespace {

// Decides about every target of an order at one instant. Bases are decided before add-ons, and an add-on sees what was
// decided about its base, though nothing is written yet.
class Decisions {
 public:
  Decisions(Transaction& transaction, const Desk& desk, const CancelOrder& order, Instant now)
      : transaction_(transaction), desk_(desk), order_(order), now_(now) {}

  CancelReport run() {
    for (const std::string& subscription : order_.subscriptions) report_.items.push_back(find(subscription));
    for (const std::size_t place : bases_first()) {
      if (!report_.items[place].error) decide(report_.items[place]);
    }
    report_.digest = digest_of(order_, report_);
    return std::move(report_);
  }

 private:
  bool is_one() const { return order_.subscriptions.size() == 1; }

  CancelItem find(const std::string& subscription) {
    CancelItem item{.subscription = subscription};
    try {
      item.service = find_service(transaction_, subscription);
    } catch (Error& error) {
      if (error.fault != Fault::not_found && error.fault != Fault::input_invalid) throw;
      item.error = std::move(error);
      return item;
    }
    if (!seen_.insert(item.service->subscription.id).second) {
      item.error = Error(Fault::conflict, fmt::format("'{}' stands there twice: the first one decides", subscription));
    }
    return item;
  }

  std::vector<std::size_t> bases_first() const {
    std::vector<std::size_t> places(report_.items.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::stable_partition(places.begin(), places.end(), [this](std::size_t place) {
      const auto& service = report_.items[place].service;
      return service && !service->base;
    });
    return places;
  }

  void decide(CancelItem& item) {
    Service& service = *item.service;
    if (service.base) see_decided_base(*service.base);
    const Zone& zone = desk_.zones.find(service.account.time_zone);
    const CancelRequest request{order_.at, order_.is_backdate_asked, order_.is_override_asked};
    std::visit([&](const auto& decision) { take(item, decision); }, decide_to_cancel(service, request, zone, now_));
  }

  void see_decided_base(RelatedService& base) const {
    const auto decided = decided_.find(base.subscription.id);
    if (decided != decided_.end()) base.cancellation = decided->second;
  }

  void take(CancelItem& item, const Ends& ends) {
    const Subscription& subscription = item.service->subscription;
    item.outcome = ends.effective_at <= now_ ? Outcome::cancelled : Outcome::pending;
    item.addons = ends.addons;
    item.cancellation = Cancellation{.subscription = subscription.id,
                                     .at = order_.at,
                                     .requested_at = now_,
                                     .effective_on = ends.effective_on,
                                     .effective_at = ends.effective_at,
                                     .reason = order_.reason,
                                     .feedback = order_.feedback,
                                     .on_behalf_of = order_.on_behalf_of,
                                     .by = desk_.actor.name,
                                     .channel = order_.key && !is_one() ? Channel::batch : desk_.actor.channel,
                                     .replaces = ends.replaces,
                                     .is_backdated = ends.is_backdated,
                                     .is_override = ends.is_override};
    decided_.emplace(subscription.id, *item.cancellation);
  }

  static void take(CancelItem& item, const EndsAlready& already) {
    item.outcome = Outcome::already;
    item.cancellation = already.cancellation;
  }

  // Among several, one that has ended needs nothing done.
  void take(CancelItem& item, const Error& refusal) const {
    const bool has_ended = refusal.fault == Fault::already_cancelled || refusal.fault == Fault::already_expired;
    if (has_ended && !is_one()) {
      item.outcome = Outcome::already;
      const Cancellation* ending = ending_of(*item.service);
      if (ending != nullptr) item.cancellation = *ending;
    } else {
      item.error = refusal;
    }
  }

  Transaction& transaction_;
  const Desk& desk_;
  const CancelOrder& order_;
  Instant now_;
  CancelReport report_;
  std::set<SubscriptionId> seen_;
  std::map<SubscriptionId, Cancellation> decided_;
};

bool is_new(const CancelItem& item) { return item.outcome == Outcome::cancelled || item.outcome == Outcome::pending; }

std::optional<Service> service_of(Transaction& transaction, SubscriptionId id) {
  const Reference<SubscriptionId> reference = id;
  return transaction.subscriptions().find(std::span(&reference, 1)).front();
}

// Writes every new cancellation of a report, each with its event, and puts the numbers into the report.
void write(Act& act, CancelReport& report) {
  std::vector<CancelItem*> items;
  std::vector<Cancellation> cancellations;
  std::vector<std::string> salts;
  for (CancelItem& item : report.items) {
    if (!is_new(item)) continue;
    const bool has_words = item.cancellation->feedback || item.cancellation->on_behalf_of;
    item.cancellation->batch = report.batch;
    items.push_back(&item);
    cancellations.push_back(*item.cancellation);
    salts.push_back(has_words ? act.fresh_salt() : "");
  }
  const auto issued = act.store().cancellations().add(cancellations, salts);
  for (std::size_t i = 0; i < items.size(); ++i) {
    Cancellation& cancellation = *items[i]->cancellation;
    cancellation.confirmation = issued[i];
    act.record(EventKind::cancellation_requested, text_of(cancellation.subscription),
               standing_of(*items[i]->service, act.now()), content_of(cancellation, salts[i]));
  }
}

// As everything stands now: an add-on that "already" ends with a base of the same order has the base's number only now.
void look_again(Transaction& transaction, CancelReport& report) {
  for (CancelItem& item : report.items) {
    if (!item.service) continue;
    item.service = service_of(transaction, item.service->subscription.id);
    const Cancellation* ending = ending_of(*item.service);
    if (item.outcome == Outcome::already && ending != nullptr) item.cancellation = *ending;
  }
}

// Several under a key are a batch; one is only known by its key.
void remember(Act& act, const CancelOrder& order, const CancelReport& report, BatchId id) {
  Batch batch{.id = id,
              .key = *order.key,
              .request = request_hash(order),
              .by = act.actor().name,
              .created_at = act.now(),
              .items = {}};
  for (const CancelItem& item : report.items) {
    const auto confirmation = item.cancellation ? std::optional(item.cancellation->confirmation) : std::nullopt;
    batch.items.push_back({item.subscription, item.outcome, confirmation, item.error});
  }
  act.store().batches().add(batch);
  act.record(EventKind::batch_recorded, text_of(batch.id), {}, content_of(batch));
}

CancelReport report_of(Transaction& transaction, const CancelOrder& order, const Batch& batch) {
  if (batch.request != request_hash(order)) {
    throw Error(Fault::conflict, fmt::format("the key '{}' already names another cancellation", batch.key))
        .with_hint("a key names one run for ever: choose another, or repeat the run exactly");
  }
  CancelReport report;
  for (const BatchItem& known : batch.items) {
    CancelItem item{.subscription = known.subscription, .outcome = known.outcome, .error = known.error};
    if (known.confirmation) {
      item.cancellation = transaction.cancellations().find(std::span(&*known.confirmation, 1)).front();
      item.service = service_of(transaction, find_service(transaction, known.subscription).subscription.id);
      item.addons = addons_ending_at(*item.service, item.cancellation->effective_at);
    }
    report.items.push_back(std::move(item));
  }
  if (order.subscriptions.size() > 1) report.batch = batch.id;
  report.digest = digest_of(order, report);
  return report;
}

void check(const Desk& desk, const CancelOrder& order) {
  check_given(order);
  require(desk.actor, Verb::cancel);
  if (order.is_backdate_asked) require(desk.actor, Verb::cancel_backdated);
  if (order.is_override_asked) require(desk.actor, Verb::cancel_overriding);
  if (desk.policy.is_feedback_required && !order.feedback) throw Error(missing_feedback());
}

bool has_failed(const CancelReport& report) {
  return std::all_of(report.items.begin(), report.items.end(),
                     [](const CancelItem& item) { return item.error.has_value(); });
}

void check_expectation(const CancelOrder& order, const CancelReport& report) {
  const auto* digest = std::get_if<std::string>(&order.expect);
  if (digest && *digest != report.digest) throw Error(not_as_shown());
  const auto* count = std::get_if<std::size_t>(&order.expect);
  if (count && *count != report.items.size()) {
    throw Error(Fault::expect_mismatch,
                fmt::format("these are {}, not {}; nothing was changed", report.items.size(), *count));
  }
}

// What was answered under the order's key before; null where the key is new, or there is none.
std::optional<CancelReport> answered_before(Transaction& transaction, const CancelOrder& order) {
  if (!order.key) return {};
  const auto known = transaction.batches().find(Reference<BatchId>(*order.key));
  if (!known) return {};
  return report_of(transaction, order, *known);
}

CancelReport decide(Transaction& transaction, const Desk& desk, const CancelOrder& order, Instant now) {
  CancelReport report = Decisions(transaction, desk, order, now).run();
  check_expectation(order, report);
  return report;
}

CancelReport decide_and_write(Act& act, const CancelOrder& order) {
  if (auto known = answered_before(act.store(), order)) return std::move(*known);
  CancelReport report = decide(act.store(), act.desk(), order, act.now());
  const bool is_batch = order.key && order.subscriptions.size() > 1;
  const BatchId next = act.store().batches().next_id();
  if (is_batch) report.batch = next;
  write(act, report);
  look_again(act.store(), report);
  if (order.key && (is_batch || !has_failed(report))) remember(act, order, report, next);
  return report;
}

}  // namespace

Error missing_feedback() {
  return Error(Fault::input_invalid, "this desk asks for feedback with every cancellation")
      .with_hint("add --feedback with what the customer said");
}

void check_given(const CancelOrder& order) {
  if (order.key) check_key(*order.key);
  if (order.feedback) check_feedback(*order.feedback);
  if (order.on_behalf_of) check_on_behalf_of(*order.on_behalf_of);
}

CancelReport preview_cancel(Desk& desk, const CancelOrder& order) {
  check(desk, order);
  CancelReport report;
  look(desk, Verb::cancel, [&](Transaction& transaction, Instant now) {
    auto known = answered_before(transaction, order);
    report = known ? std::move(*known) : decide(transaction, desk, order, now);
  });
  return report;
}

CancelReport cancel(Desk& desk, const CancelOrder& order) {
  check(desk, order);
  CancelReport report;
  perform(desk, Verb::cancel, [&](Act& act) { report = decide_and_write(act, order); });
  return report;
}

}  // namespace nexor
