#pragma once

#include <chrono>
#include <span>
#include <variant>

#include "lib/error.h"
#include "lib/model/cancellation.h"
#include "lib/model/service.h"

namespace nexor {

// Whether a cancellation that has taken effect is to be taken back, too, which takes one who may; and how long after it
// that is possible.
struct UndoRequest {
  bool is_reinstatement_asked = false;
  bool may_reinstate = false;  // asked for or not: a refusal suggests it to nobody else
  std::chrono::seconds reinstate_within{0};
};

// The cancellation that is withdrawn.
struct Withdraws {
  Cancellation cancellation;
  bool is_reinstatement = false;
};

// A refusal is an Error with one of the faults not_cancelled, already_cancelled and conflict.
using UndoDecision = std::variant<Withdraws, Error>;

// The decision to take back a service's live cancellation. An add-on that ends with its base is refused, naming the
// base, where it has none of its own (conflict) or the base's has taken effect (already_cancelled). What a refusal says
// to type next would not be refused.
UndoDecision decide_to_undo(const Service& service, const UndoRequest& request, Instant now);

// Until when an admin may take back a cancellation that has taken effect: counted from the effect or, where that was
// put into the past, from the request.
Instant reinstate_until(const Cancellation& cancellation, std::chrono::seconds within);

// The decision that is live again when `withdrawn` is: the one that it replaced, or, where that one was withdrawn
// meanwhile, the one before. `all` are the subscription's cancellations. Null where there is none.
const Cancellation* brought_back(const Cancellation& withdrawn, std::span<const Cancellation> all);

}  // namespace nexor
