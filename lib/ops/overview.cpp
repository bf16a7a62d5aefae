#include "lib/ops/overview.h"

#include "lib/ops/desk.h"
#include "lib/store/batches.h"
#include "lib/store/requests.h"
#include "lib/store/subscriptions.h"
#include "lib/zoneinfo.h"

namespace nexor {

Overview overview(Desk& desk) {
  Overview result;
  look(desk, Verb::status, [&](Transaction& transaction, Instant now) {
    Subscriptions& subscriptions = transaction.subscriptions();
    result.now = now;
    result.time_zone = transaction.info().time_zone;
    result.subscriptions = subscriptions.count(now);
    const auto batches = transaction.batches().list({}, {.after = {}, .limit = 1}).items;
    if (!batches.empty()) result.last_batch = batches.front();
    result.requests_waiting = transaction.requests().count(RequestState::pending);
    const Zone& zone = desk.zones.find(result.time_zone);
    const Date today = zone.date_at(now);
    const Instant begin = zone.midnight(today);
    result.ending_today = subscriptions.count_ending(begin, zone.midnight(today + std::chrono::days{1}));
    result.ending_in_seven_days = subscriptions.count_ending(begin, zone.midnight(today + std::chrono::days{8}));
  });
  return result;
}

}  // namespace nexor
