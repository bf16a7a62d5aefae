#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
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
  using Terms = std::variant<CancelTerms, Error>;

  CancelItem found(Transaction& transaction, const BatchRow& row, std::optional<Service> service) const;
  bool has_changed(const BatchRow& row, const Service& service) const;
  Terms terms_of(const BatchRow& row);
  const std::variant<Reason, Error>& reason_of(const std::string& word);

  const Desk& desk_;
  const BatchOptions& options_;
  std::optional<BatchId> id_;
  CancelDecisions decisions_;
  std::map<std::string, std::variant<Reason, Error>> reasons_;  // few words stand in many rows
};

}  // namespace nexor
