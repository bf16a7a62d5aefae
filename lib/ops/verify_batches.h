#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "lib/model/batch.h"
#include "lib/model/event.h"

namespace nexor {

class Transaction;

// Holds batches, their rows and their outcomes to the events that tell of them. Memory grows with the number of batches
// only.
class BatchVerification {
 public:
  // `find` is called with everything that is wrong, a sentence each.
  BatchVerification(Transaction& transaction, std::function<void(std::string)> find);

  void check_staged(const Event& event);
  void check_advanced(const Event& event);

  // Once all events were told: what the tables hold beyond them.
  void finish();

 private:
  // What the events said of one batch so far.
  struct Told {
    std::int64_t outcomes = 0;
    OutcomeCounts counts;  // of all runs
    int run = 1;
    std::optional<Instant> finished_at;
  };

  std::optional<Batch> batch_of(const Event& event);
  void check_batch(const Batch& batch);
  void check_against(const Batch& batch, const Told& told);

  Transaction& transaction_;
  std::function<void(std::string)> find_;
  std::map<std::string, Told> told_;  // by id
};

}  // namespace nexor
