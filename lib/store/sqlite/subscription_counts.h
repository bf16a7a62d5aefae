#pragma once

#include <span>

#include "lib/store/subscriptions.h"

namespace nexor::sqlite {

class Connection;

// As Subscriptions::count. Reads indexes, and only those rows that can't be told from them.
SubscriptionCounts counted(Connection& connection, Instant now, std::span<const Stretch> stretches);

}  // namespace nexor::sqlite
