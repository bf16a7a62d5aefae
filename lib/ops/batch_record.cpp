#include "lib/ops/batch_record.h"

#include "lib/ops/cancel_decisions.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/store/batches.h"
#include "lib/store/cancellations.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

CancelItem told_item(const BatchItem& item) {
  CancelItem told{.subscription = item.row.subscription, .outcome = Outcome::remaining, .line = item.row.line};
  if (!item.last) return told;
  told.outcome = item.last->outcome;
  told.error = item.last->error;
  return told;
}

// A word that meant nothing when it was written down may have come to mean something when it was tried again.
// One that stood there twice was never looked at.
std::optional<SubscriptionId> target_of(Transaction& transaction, const BatchItem& item) {
  if (item.row.is_repeated) return {};
  if (item.row.target || !item.last || item.last->outcome == Outcome::failed) return item.row.target;
  return find_service(transaction, item.row.subscription).subscription.id;
}

void give_services(Transaction& transaction, std::span<const BatchItem> items, std::span<CancelItem> told) {
  std::vector<Reference<SubscriptionId>> targets;
  std::vector<CancelItem*> wanting;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto target = target_of(transaction, items[i]);
    if (!target) continue;
    targets.emplace_back(*target);
    wanting.push_back(&told[i]);
  }
  auto services = transaction.subscriptions().find(targets);
  for (std::size_t i = 0; i < wanting.size(); ++i) wanting[i]->service = std::move(services[i]);
}

void give_cancellations(Transaction& transaction, std::span<const BatchItem> items, std::span<CancelItem> told) {
  std::vector<Confirmation> confirmations;
  std::vector<CancelItem*> wanting;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].last || !items[i].last->confirmation) continue;
    confirmations.push_back(*items[i].last->confirmation);
    wanting.push_back(&told[i]);
  }
  auto cancellations = transaction.cancellations().find(confirmations);
  for (std::size_t i = 0; i < wanting.size(); ++i) {
    CancelItem& item = *wanting[i];
    item.cancellation = std::move(cancellations[i]);
    if (item.service && is_new(item)) item.addons = addons_ending_at(*item.service, item.cancellation->effective_at);
  }
}

}  // namespace

void StagedRows::add(Act& act, BatchId id, std::span<const BatchRow> rows) {
  act.store().batches().stage(id, rows);
  for (const BatchRow& row : rows) add_row(sum_, row);
  count_ += static_cast<std::int64_t>(rows.size());
}

void StagedRows::record(Act& act, const Batch& batch) const {
  act.record(EventKind::batch_staged, text_of(batch.id), {}, content_of(batch, sum_.finish()));
}

void add_row(Sha256& sum, const BatchRow& row) {
  sum.update_number(row.position);
  sum.update_number(row.line.value_or(0));
  sum.update_field(row.subscription);
  sum.update_number(row.target ? row.target->number() : 0);
  sum.update_optional(row.reason);
  sum.update_optional(row.at);
  sum.update_optional(row.problem);
  sum.update_number(row.is_repeated ? 1 : 0);
  sum.update_number(row.ending_at.value_or(-1));
}

RowOutcome outcome_of(const CancelItem& item, std::int64_t position, int run) {
  RowOutcome outcome{.position = position, .run = run, .outcome = item.error ? Outcome::failed : item.outcome};
  outcome.error = item.error;
  if (item.cancellation && !item.error) outcome.confirmation = item.cancellation->confirmation;
  return outcome;
}

void record_outcomes(Act& act, Batch& batch, std::span<const RowOutcome> outcomes) {
  AdvanceContent content;
  for (const RowOutcome& outcome : outcomes) {
    content.add(outcome);
    ++batch.counts[outcome.outcome];
  }
  if (remaining_of(batch) == 0) {
    batch.state = BatchState::finished;
    batch.finished_at = act.now();
  }
  act.store().batches().record(batch.id, outcomes);
  act.store().batches().save(batch);
  act.record(EventKind::batch_advanced, text_of(batch.id), {}, content.text(batch.run, batch.finished_at));
}

std::vector<CancelItem> cancel_items(Transaction& transaction, std::span<const BatchItem> items) {
  std::vector<CancelItem> told;
  told.reserve(items.size());
  for (const BatchItem& item : items) told.push_back(told_item(item));
  give_services(transaction, items, told);
  give_cancellations(transaction, items, told);
  return told;
}

}  // namespace nexor
