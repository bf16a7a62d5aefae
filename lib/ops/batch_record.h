#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lib/model/batch.h"
#include "lib/ops/cancel.h"
#include "lib/secret/digest.h"

namespace nexor {

class Act;
class Transaction;

// Writes down the rows of a batch, in order, and at their end the event that they are held to.
class StagedRows {
 public:
  void add(Act& act, BatchId id, std::span<const BatchRow> rows);
  std::int64_t count() const { return count_; }
  void record(Act& act, const Batch& batch) const;

 private:
  Sha256 sum_;
  std::int64_t count_ = 0;
};

// What the event of the rows holds them to: everything but what people said.
void add_row(Sha256& sum, const BatchRow& row);

RowOutcome outcome_of(const CancelItem& item, std::int64_t position, int run);

// Writes down what became of some rows, in order, with the event that tells of it, and how far the batch has come with
// them. Where a row had an outcome before, the batch doesn't count it any more.
void record_outcomes(Act& act, Batch& batch, std::span<const RowOutcome> outcomes);

// What became of rows, as it is told: each with its service as it stands now.
std::vector<CancelItem> cancel_items(Transaction& transaction, std::span<const BatchItem> items);

}  // namespace nexor
