#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "lib/model/batch.h"

namespace nexor {

class Batches {
 public:
  virtual ~Batches() = default;

  virtual std::optional<Batch> find(std::string_view key) = 0;
  virtual BatchId next_id() = 0;

  // Throws conflict where the key is taken: then nothing is added.
  virtual void add(const Batch& batch) = 0;

  // Every one, in the order in which they were added.
  virtual void each(const std::function<void(const Batch&)>& visit) = 0;
};

}  // namespace nexor
