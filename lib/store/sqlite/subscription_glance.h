#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lib/store/subscriptions.h"

namespace nexor::sqlite {

class Connection;

// Words that few subscriptions have are found soonest by the index of words; those that many have, by looking at one
// subscription after the other.

// `limit` of those that match, in the order of their keys, from where the page begins. Null where a glance at the next
// ones doesn't find so many: the words, if there are any, are none of many.
std::optional<std::vector<SubscriptionId>> first_of_many(Connection& connection, const SubscriptionFilter& filter,
                                                         Instant now, const PageRequest& page, std::int64_t limit);

// Whether at least `most` match, as far as a glance can tell.
bool are_many(Connection& connection, const SubscriptionFilter& filter, Instant now, std::int64_t most);

}  // namespace nexor::sqlite
