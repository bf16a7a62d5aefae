#pragma once

#include <string>

#include "lib/store/subscriptions.h"

namespace nexor::sqlite {

class Query;

// Of a statement that selects from `subscriptions AS s`, what lets only those through that a filter does: a join, which
// is empty where nothing asks for ends, and conditions that each begin with AND. Put together from literals.
std::string endings(const SubscriptionFilter& filter);
std::string conditions(const SubscriptionFilter& filter);

void bind_filter(Query& query, const SubscriptionFilter& filter, Instant now);

}  // namespace nexor::sqlite
