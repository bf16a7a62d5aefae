#pragma once

#include "lib/model/ids.h"

namespace nexor {

class Context;

// Writes the head of the audit trail into the system's journal when a batch has come to its end or was stopped: there
// somebody who can write the store can't change it, and `audit verify --against` finds what happens to the store since.
void note_head(Context& context, BatchId batch);

}  // namespace nexor
