#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/batch.h"
#include "lib/store/page.h"
#include "lib/store/reference.h"

namespace nexor {

// Which batches; what is absent doesn't restrict.
struct BatchFilter {
  std::optional<bool> is_finished;
  std::optional<Instant> created_from;   // inclusive
  std::optional<Instant> created_until;  // exclusive
};

// A batch, its rows in the order in which they are decided, and what became of each. Rows and outcomes are added and
// never changed: a row that is tried again gets another outcome, and the newest holds.
class Batches {
 public:
  virtual ~Batches() = default;

  virtual std::optional<Batch> find(const Reference<BatchId>& reference) = 0;

  // The newest batch without a key of this request that isn't finished.
  virtual std::optional<Batch> find_unfinished(const Hash& request) = 0;

  // Keys that stand next to `key` in order, at most `most` on each side, itself included.
  virtual std::vector<std::string> neighbours(std::string_view key, std::size_t most) = 0;

  virtual BatchId next_id() = 0;

  // Throws conflict where the key is taken: then nothing is added.
  virtual void add(const Batch& batch) = 0;

  // Overwrites state, finish, run, rows and counts.
  virtual void save(const Batch& batch) = 0;

  // Adds rows, in order of their positions.
  virtual void stage(BatchId id, std::span<const BatchRow> rows) = 0;

  // Takes back what was staged of a batch that nothing was done of.
  virtual void discard_rows(BatchId id) = 0;

  // Adds outcomes. Their rows are there.
  virtual void record(BatchId id, std::span<const RowOutcome> outcomes) = 0;

  // At most `most` rows behind a position.
  virtual std::vector<BatchRow> rows(BatchId id, std::int64_t after, std::size_t most) = 0;

  // The same with what became of each.
  virtual std::vector<BatchItem> items(BatchId id, std::int64_t after, std::size_t most) = 0;

  // The outcomes of one run from one position to another, both inclusive.
  virtual void each_outcome(BatchId id, int run, std::int64_t first, std::int64_t last,
                            const std::function<void(const RowOutcome&)>& visit) = 0;

  // How many there are in all its runs, and how many of each stand.
  virtual std::int64_t outcome_count(BatchId id) = 0;
  virtual OutcomeCounts standing(BatchId id) = 0;

  // The last position that has an outcome; 0 where none has.
  virtual std::int64_t last_decided(BatchId id) = 0;

  // Newest first, without those that are single.
  virtual Page<Batch> list(const BatchFilter& filter, const PageRequest& page) = 0;

  // At most `most` behind `after`, in the order in which they were added, without those that are single.
  virtual std::vector<Batch> added_after(BatchId after, std::size_t most) = 0;

  // Every one, in the order in which they were added.
  virtual void each(const std::function<void(const Batch&)>& visit) = 0;
};

}  // namespace nexor
