#pragma once

#include <optional>

#include "lib/model/date.h"
#include "lib/model/hash.h"
#include "lib/ops/cancel.h"

namespace nexor {

class Act;
class Transaction;

// What every change that ends named subscriptions is made of, be it a cancellation or an account that closes.

// Throws what is wrong with the order, whatever a store holds, and permission_denied where it asks for what the actor's
// role may not.
void check_order(const Desk& desk, const CancelOrder& order);

// Decides about every target at one instant. Throws expect_mismatch and over_max where the order expects otherwise.
CancelReport decide_order(Transaction& transaction, const Desk& desk, const CancelOrder& order, Instant now);

// What was answered under the order's key before; null where the key is new, or there is none. `request` is what has to
// be the same: throws conflict where the key names something else.
std::optional<CancelReport> answered_before(Transaction& transaction, const CancelOrder& order, const Hash& request);

// Writes what was decided, and under the order's key what is answered again. One that fails alone isn't remembered: its
// key is free for another try. False where there was nothing to write.
bool write_order(Act& act, const CancelOrder& order, const Hash& request, CancelReport& report);

}  // namespace nexor
