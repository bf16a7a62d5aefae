#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "lib/store/subscriptions.h"

namespace nexor::sqlite {

class Connection;

// The page's subscriptions that match, in the filter's order, and one more where another page follows. Throws
// input_invalid for a place that is none of this order.
std::vector<SubscriptionId> matching(Connection& connection, const SubscriptionFilter& filter, Instant now,
                                     const PageRequest& request);

// Where a service stands in that order.
std::string position_of(const Service& service, SubscriptionSort by);

std::int64_t count_matching(Connection& connection, const SubscriptionFilter& filter, Instant now);

std::map<Status, std::int64_t> count_by_status(Connection& connection, Instant now);

std::int64_t count_ending(Connection& connection, Instant from, Instant until);

}  // namespace nexor::sqlite
