#include "lib/ops/cancel_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "lib/model/batch.h"
#include "lib/model/key.h"
#include "lib/ops/batch_record.h"
#include "lib/ops/cancel_decisions.h"
#include "lib/ops/desk.h"
#include "lib/ops/digest.h"
#include "lib/ops/find.h"
#include "lib/store/batches.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

CancelItem found(Transaction& transaction, const std::string& subscription) {
  CancelItem item{.subscription = subscription};
  try {
    item.service = find_service(transaction, subscription);
  } catch (Error& error) {
    if (error.fault != Fault::not_found && error.fault != Fault::input_invalid) throw;
    item.error = std::move(error);
  }
  return item;
}

// Of targets that mean one subscription the first one decides.
void refuse_repeated(std::vector<CancelItem>& items) {
  std::set<SubscriptionId> seen;
  for (CancelItem& item : items) {
    if (!item.service || seen.insert(item.service->subscription.id).second) continue;
    item.error =
        Error(Fault::conflict, fmt::format("'{}' stands there twice: the first one decides", item.subscription));
  }
}

std::vector<std::size_t> bases_first(const std::vector<CancelItem>& items) {
  std::vector<std::size_t> places(items.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::stable_partition(places.begin(), places.end(), [&](std::size_t place) {
    const auto& service = items[place].service;
    return service && !service->base;
  });
  return places;
}

// Of none, too: an account may close that has nothing to end.
bool is_one(const CancelOrder& order) { return order.subscriptions.size() <= 1; }

CancelTerms terms_of(const CancelOrder& order) {
  return {.at = order.at,
          .reason = order.reason,
          .feedback = order.feedback,
          .on_behalf_of = order.on_behalf_of,
          .is_backdate_asked = order.is_backdate_asked,
          .is_override_asked = order.is_override_asked};
}

// All are one change: where one fails nothing is done of the others. Of several that fail the first is told.
void leave_all_but_first_failure(std::vector<CancelItem>& items) {
  const auto failed = std::ranges::find_if(items, [](const CancelItem& item) { return item.error.has_value(); });
  if (failed == items.end()) return;
  for (auto item = items.begin(); item != items.end(); ++item) {
    if (item == failed || (!item->error && !is_new(*item))) continue;
    *item = {.subscription = std::move(item->subscription),
             .outcome = Outcome::remaining,
             .service = std::move(item->service)};
  }
}

// Decides about every target at one instant.
CancelReport decided(Transaction& transaction, const Desk& desk, const CancelOrder& order, Instant now) {
  CancelReport report;
  for (const std::string& subscription : order.subscriptions) report.items.push_back(found(transaction, subscription));
  refuse_repeated(report.items);
  const Channel channel = order.key && !is_one(order) ? Channel::batch : desk.actor.channel;
  CancelDecisions decisions(desk, {.is_one = is_one(order), .channel = channel});
  for (const std::size_t place : bases_first(report.items)) {
    if (!report.items[place].error) decisions.decide(report.items[place], terms_of(order), now);
  }
  if (order.is_fail_fast) leave_all_but_first_failure(report.items);
  report.digest = digest_of(report.items);
  return report;
}

std::optional<Service> service_of(Transaction& transaction, SubscriptionId id) {
  const Reference<SubscriptionId> reference = id;
  return transaction.subscriptions().find(std::span(&reference, 1)).front();
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
Batch batch_of(const Act& act, const CancelOrder& order, const Hash& request, BatchId id) {
  return {.id = id,
          .key = order.key,
          .source = is_one(order) ? BatchSource::single : BatchSource::arguments,
          .request = request,
          .state = BatchState::open,
          .options = options_of(order),
          .by = act.actor().name,
          .created_at = act.now(),
          .rows = static_cast<std::int64_t>(order.subscriptions.size())};
}

std::vector<BatchRow> rows_of(const CancelReport& report) {
  std::vector<BatchRow> rows;
  for (const CancelItem& item : report.items) {
    BatchRow row{.position = static_cast<std::int64_t>(rows.size()) + 1, .subscription = item.subscription};
    if (item.service) row.target = item.service->subscription.id;
    rows.push_back(std::move(row));
  }
  return rows;
}

// Writes down that a run of this name has begun. Its cancellations come next.
Batch begin_batch(Act& act, const CancelOrder& order, const Hash& request, CancelReport& report) {
  Batch batch = batch_of(act, order, request, act.store().batches().next_id());
  act.store().batches().add(batch);
  StagedRows staged;
  staged.add(act, batch.id, rows_of(report));
  staged.record(act, batch);
  if (is_one(order)) return batch;
  report.batch = batch.id;
  for (CancelItem& item : report.items) {
    if (is_new(item)) item.cancellation->batch = batch.id;
  }
  return batch;
}

void finish_batch(Act& act, Batch& batch, const CancelReport& report) {
  std::vector<RowOutcome> outcomes;
  for (const CancelItem& item : report.items) {
    outcomes.push_back(outcome_of(item, static_cast<std::int64_t>(outcomes.size()) + 1, batch.run));
  }
  record_outcomes(act, batch, outcomes);
}

bool has_failed(const CancelReport& report) {
  return std::any_of(report.items.begin(), report.items.end(),
                     [](const CancelItem& item) { return item.error.has_value(); });
}

void check_expectation(const CancelOrder& order, const CancelReport& report) {
  const auto* digest = std::get_if<std::string>(&order.expect);
  if (digest && *digest != report.digest) throw Error(not_as_shown());
  const auto* count = std::get_if<std::size_t>(&order.expect);
  if (count && *count != report.items.size()) throw Error(not_so_many(report.items.size(), *count));
  const std::int64_t changes = std::ranges::count_if(report.items, is_new);
  if (order.most_changes && changes > *order.most_changes) throw Error(too_many(changes, *order.most_changes));
}

CancelReport report_of(Transaction& transaction, const Batch& batch) {
  CancelReport report;
  report.items =
      cancel_items(transaction, transaction.batches().items(batch.id, 0, static_cast<std::size_t>(batch.rows)));
  if (batch.source != BatchSource::single) report.batch = batch.id;
  report.digest = digest_of(report.items);
  return report;
}

}  // namespace

void check_order(const Desk& desk, const CancelOrder& order) {
  check_given(order);
  require(desk.actor, Verb::cancel);
  if (order.is_backdate_asked) require(desk.actor, Verb::cancel_backdated);
  if (order.is_override_asked) require(desk.actor, Verb::cancel_overriding);
  if (desk.policy.is_feedback_required && says_nothing(order.feedback)) throw Error(missing_feedback());
}

CancelReport decide_order(Transaction& transaction, const Desk& desk, const CancelOrder& order, Instant now) {
  CancelReport report = decided(transaction, desk, order, now);
  check_expectation(order, report);
  return report;
}

std::optional<CancelReport> answered_before(Transaction& transaction, const CancelOrder& order, const Hash& request) {
  if (!order.key) return {};
  const auto known = transaction.batches().find(Reference<BatchId>(*order.key));
  if (!known) return {};
  if (known->request != request) throw Error(key_is_taken(*order.key));
  return report_of(transaction, *known);
}

bool write_order(Act& act, const CancelOrder& order, const Hash& request, CancelReport& report) {
  std::optional<Batch> batch;
  const bool is_all_or_none = is_one(order) || order.is_fail_fast;
  if (order.key && !(is_all_or_none && has_failed(report))) batch = begin_batch(act, order, request, report);
  write_cancellations(act, report.items);
  look_again(act.store(), report);
  if (batch) finish_batch(act, *batch, report);
  return batch || std::ranges::any_of(report.items, is_new);
}

}  // namespace nexor
