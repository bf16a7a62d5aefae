#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "lib/store/subscriptions.h"

namespace nexor::sqlite {

class Connection;

// The page's subscriptions that match, by key, and one more where another page follows.
std::vector<Subscription> matching(Connection& connection, const SubscriptionFilter& filter, Instant now,
                                   const PageRequest& request);

std::int64_t count_matching(Connection& connection, const SubscriptionFilter& filter, Instant now);

std::map<Status, std::int64_t> count_by_status(Connection& connection, Instant now);

std::int64_t count_ending(Connection& connection, Instant from, Instant until);

}  // namespace nexor::sqlite
