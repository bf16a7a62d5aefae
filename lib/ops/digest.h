#pragma once

#include <string>

#include "lib/error.h"
#include "lib/model/hash.h"

namespace nexor {

struct CancelOrder;
struct CancelReport;
struct UndoReport;

// What a look shows, in 16 symbols: over each item in order its subscription, outcome, effective_on, reason, at, a hash
// of the feedback, the add-ons that end with it, and the number that it replaces. No instants: it holds until something
// that was shown changes.
std::string digest_of(const CancelOrder& order, const CancelReport& report);

// The same of a look at what would be taken back: each item's subscription, outcome, the number that is withdrawn and
// the one that is live again.
std::string digest_of(const UndoReport& report);

// What is said where another digest was expected.
Error not_as_shown();

// What has to be the same when a key is said again: the targets, and every option.
Hash request_hash(const CancelOrder& order);

}  // namespace nexor
