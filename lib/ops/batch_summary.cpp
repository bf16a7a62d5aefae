#include "lib/ops/batch_summary.h"

#include <algorithm>

#include "lib/ops/batch_record.h"
#include "lib/ops/cancel_decisions.h"
#include "lib/store/batches.h"
#include "lib/store/cancellations.h"
#include "lib/store/store.h"

namespace nexor {

namespace {

void add(BatchSummary& summary, const BatchItem& item) {
  if (!item.last || !item.last->error) return;
  ++summary.by_error[std::string(name_of(item.last->error->fault))];
  summary.failures.push_back(item);
}

}  // namespace

std::int64_t withdrawn_of(Transaction& transaction, BatchId id, Instant now) {
  const CancellationFilter filter{.statuses = {"withdrawn"}, .batch = id};
  return transaction.cancellations().list(filter, now, {.after = {}, .limit = 1}).total.value();
}

BatchSummary summary_of(Transaction& transaction, const Batch& batch, Instant now) {
  constexpr std::size_t at_a_time = 500;
  BatchSummary summary{.batch = batch,
                       .withdrawn = withdrawn_of(transaction, batch.id, now),
                       .by_plan = {},
                       .by_error = {},
                       .failures = {}};
  std::int64_t after = 0;
  for (auto items = transaction.batches().items(batch.id, after, at_a_time); !items.empty();
       items = transaction.batches().items(batch.id, after, at_a_time)) {
    for (const BatchItem& item : items) add(summary, item);
    for (const CancelItem& item : cancel_items(transaction, items)) {
      if (is_new(item)) ++summary.by_plan[item.service->plan.key];
    }
    after = items.back().row.position;
  }
  std::ranges::stable_sort(summary.failures, {}, [](const BatchItem& item) { return item.row.line; });
  return summary;
}

}  // namespace nexor
