#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "lib/model/date.h"
#include "lib/model/ids.h"

namespace nexor {

// What a customer said about a cancellation after it was made. It adds to the decision and changes nothing of it.
struct LaterFeedback {
  std::int64_t number = 0;  // 1, 2, 3 …
  Confirmation confirmation;
  SubscriptionId subscription{0};
  Instant added_at;
  std::string by;                   // an operator's name
  std::optional<std::string> text;  // null where it was redacted
};

}  // namespace nexor
