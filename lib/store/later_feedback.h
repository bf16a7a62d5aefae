#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/later_feedback.h"

namespace nexor {

// What was said later about cancellations. Rows are added and never changed, but for their words at a redaction.
class LaterFeedbacks {
 public:
  virtual ~LaterFeedbacks() = default;

  // The number given to it. Its cancellation is there.
  virtual std::int64_t add(const LaterFeedback& feedback, std::string_view salt) = 0;

  virtual std::optional<LaterFeedback> find(std::int64_t number) = 0;

  // The salt of its words; empty where they were redacted.
  virtual std::string salt(std::int64_t number) = 0;

  // About all cancellations of one subscription, oldest first.
  virtual std::vector<LaterFeedback> of(SubscriptionId subscription) = 0;

  virtual std::int64_t count() = 0;
};

}  // namespace nexor
