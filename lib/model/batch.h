#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/error.h"
#include "lib/model/date.h"
#include "lib/model/hash.h"
#include "lib/model/ids.h"
#include "lib/model/outcome.h"

namespace nexor {

// One target's result, as it is reported again.
struct BatchItem {
  std::string subscription;  // as it was given
  Outcome outcome = Outcome::failed;
  std::optional<Confirmation> confirmation;
  std::optional<Error> error;
};

// One run of cancellations from one input, known for ever by its key.
struct Batch {
  BatchId id{0};
  std::string key;
  Hash request{};  // over the targets and every option: what has to be the same under this key
  std::string by;
  Instant created_at;
  std::vector<BatchItem> items;  // in the order of the input
};

}  // namespace nexor
