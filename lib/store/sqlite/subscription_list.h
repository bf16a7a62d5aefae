#pragma once

#include <cstdint>
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

// The same, reading no more than `most`.
std::int64_t count_matching(Connection& connection, const SubscriptionFilter& filter, Instant now, std::int64_t most);

}  // namespace nexor::sqlite
