#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "lib/model/batch.h"
#include "lib/model/date.h"
#include "lib/model/service.h"

namespace nexor {

struct Desk;

// The desk at a glance.
struct Overview {
  std::map<Status, std::int64_t> subscriptions;  // how many in each status; a status without any isn't there
  std::int64_t ending_today = 0;                 // take effect today in the store's zone
  std::int64_t ending_in_seven_days = 0;         // take effect today or in the seven days that follow
  std::optional<Batch> last_batch;               // the newest that isn't a single cancellation's
  std::int64_t requests_waiting = 0;             // registration requests that nobody has decided
  std::string time_zone;                         // the store's
  Instant now;
};

Overview overview(Desk& desk);

}  // namespace nexor
