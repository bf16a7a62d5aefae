#pragma once

#include "lib/ops/batch.h"

namespace nexor {

// Which rows a run decides: those that have no outcome, or also those that failed or were skipped.
enum class Tries { new_rows, failed_rows_too };

// Goes through the rows of a batch that is open, in short changes, until all are decided or it has to stop. The caller
// has the batch's lock.
BatchResult go_through(Desk& desk, const Batch& batch, const BatchWatch& watch, Tries tries);

}  // namespace nexor
