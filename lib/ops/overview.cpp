#include "lib/ops/overview.h"

#include <array>

#include "lib/ops/desk.h"
#include "lib/store/batches.h"
#include "lib/store/requests.h"
#include "lib/store/subscriptions.h"
#include "lib/zoneinfo.h"

namespace nexor {

Overview overview(Desk& desk) {
  Overview result;
  look(desk, Verb::status, [&](Transaction& transaction, Instant now) {
    result.now = now;
    result.time_zone = transaction.info().time_zone;
    const auto batches = transaction.batches().list({}, {.after = {}, .limit = 1}).items;
    if (!batches.empty()) result.last_batch = batches.front();
    result.requests_waiting = transaction.requests().count(RequestState::pending);
    const Zone& zone = desk.zones.find(result.time_zone);
    const Date today = zone.date_at(now);
    const Instant begin = zone.midnight(today);
    const std::array stretches{Stretch{begin, zone.midnight(today + std::chrono::days{1})},
                               Stretch{begin, zone.midnight(today + std::chrono::days{8})}};
    const SubscriptionCounts counts = transaction.subscriptions().count(now, stretches);
    result.subscriptions = counts.by_status;
    result.ending_today = counts.ending[0];
    result.ending_in_seven_days = counts.ending[1];
  });
  return result;
}

}  // namespace nexor
