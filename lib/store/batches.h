#pragma once

#include <functional>
#include <optional>
#include "lib/model/batch.h"
#include "lib/store/reference.h"

namespace nexor {

class Batches {
 public:
  virtual ~Batches() = default;

  virtual std::optional<Batch> find(const Reference<BatchId>& reference) = 0;
  virtual BatchId next_id() = 0;

  // Throws conflict where the key is taken: then nothing is added.
  virtual void add(const Batch& batch) = 0;

  // Every one, in the order in which they were added.
  virtual void each(const std::function<void(const Batch&)>& visit) = 0;
};

}  // namespace nexor
