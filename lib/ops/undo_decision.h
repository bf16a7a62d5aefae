#pragma once

#include "lib/model/date.h"
#include "lib/ops/undo.h"

namespace nexor {

class Act;
class Transaction;

// The decision about the service of an item: gives the item what would be withdrawn and what would be live again, or
// its error.
void decide_undo(Transaction& transaction, const Desk& desk, bool is_reinstatement_asked, UndoItem& item, Instant now);

// Writes what was decided about an item without an error, with its event.
void write_undo(Act& act, UndoItem& item);

}  // namespace nexor
