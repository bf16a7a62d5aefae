#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "lib/model/batch.h"
#include "lib/ops/record_input.h"
#include "lib/spill/sorter.h"

namespace nexor {

struct Desk;
struct SubscriptionFilter;

// The rows of a batch to be, in the order in which they are decided: by the number of their subscription, so that bases
// come before their add-ons and a store is read and written from one end to the other. What names nothing comes last.
class BatchInput {
 public:
  // Rows are kept, beyond what fits into memory, in a private file in `folder`.
  BatchInput(BatchSource source, const std::string& folder) : source_(source), rows_(folder) {}

  void add(const BatchRow& row);
  void set_hash(const Hash& hash) { hash_ = hash; }

  BatchSource source() const { return source_; }
  const Hash& hash() const { return hash_; }  // of the file's bytes, or of the filter's words
  std::int64_t size() const { return rows_.size(); }

  // Gives the rows with their positions, some at a time, from the first; as often as it is wanted.
  void each_page(const std::function<void(std::vector<BatchRow>& page)>& visit);

 private:
  BatchSource source_;
  Hash hash_{};
  Sorter rows_;
};

// How far the reading of a file has come.
struct BatchReading {
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
};

// CSV with a header, or JSON Lines. Throws input_invalid where the file as a whole can't be read, or has a column that
// no cancellation has: of CSV that is known before any store is opened.
class BatchFile {
 public:
  // The stream has to outlive this.
  explicit BatchFile(std::istream& stream);

  // Once. A row that can't be read becomes one with a problem.
  BatchInput read(Desk& desk, const std::function<void(const BatchReading&)>& progress);

 private:
  RecordInput records_;
};

// Chooses by a filter, and notes how each subscription stood then. `words` are the filter as it was said.
BatchInput select_for_batch(Desk& desk, const SubscriptionFilter& filter, const std::vector<std::string>& words);

}  // namespace nexor
