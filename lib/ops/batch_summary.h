#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/model/batch.h"

namespace nexor {

class Transaction;

// What a batch came to. It holds every row that failed, so it grows with their number.
struct BatchSummary {
  Batch batch;
  std::int64_t withdrawn = 0;                    // of its cancellations, since
  std::map<std::string, std::int64_t> by_plan;   // of what it cancelled
  std::map<std::string, std::int64_t> by_error;  // by the fault's name
  std::vector<BatchItem> failures;               // in the order of their lines
};

BatchSummary summary_of(Transaction& transaction, const Batch& batch, Instant now);

// How many of its cancellations were taken back since.
std::int64_t withdrawn_of(Transaction& transaction, BatchId id, Instant now);

}  // namespace nexor
