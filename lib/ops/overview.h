#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "lib/model/date.h"
#include "lib/model/service.h"

namespace nexor {

struct Desk;

// The desk at a glance.
struct Overview {
  std::map<Status, std::int64_t> subscriptions;  // how many in each status; a status without any isn't there
  std::int64_t ending_today = 0;                 // take effect today in the store's zone
  std::int64_t ending_in_seven_days = 0;         // take effect today or in the seven days that follow
  std::string time_zone;                         // the store's
  Instant now;
};

Overview overview(Desk& desk);

}  // namespace nexor
