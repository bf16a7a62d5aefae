#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lib/model/batch.h"
#include "lib/ops/cancel_decisions.h"

namespace nexor {

class Transaction;

// Decides about the rows of a batch, some at a time, in their order: as for a single cancellation, on the terms of each
// row.
class BatchDecisions {
 public:
  // `id` is that of the batch, where there is one already.
  BatchDecisions(const Desk& desk, const BatchOptions& options, std::optional<BatchId> id);

  // An item for each, in their order. Where `again` is given, the rows whose place in it is true were skipped or failed
  // before: they are decided as things stand now.
  std::vector<CancelItem> decide(Transaction& transaction, std::span<const BatchRow> rows, Instant now,
                                 const std::vector<bool>& again = {});

  // What was decided is written: the store tells it from here on.
  void forget() { decisions_.forget(); }

 private:
  static void take_target(Transaction& transaction, const BatchRow& row, CancelItem& item);
  bool has_changed(const BatchRow& row, const Service& service) const;
  void decide(CancelItem& item, const BatchRow& row, Instant now);
  CancelTerms terms_of(const BatchRow& row);
  const Reason& reason_of(const BatchRow& row);

  const Desk& desk_;
  const BatchOptions& options_;
  std::optional<BatchId> id_;
  CancelDecisions decisions_;
  std::map<std::string, Reason> reasons_;  // those that were found: few words stand in many rows
};

}  // namespace nexor
