#pragma once

#include "cli/output/columns.h"
#include "lib/ops/batch_summary.h"

namespace nexor {

struct GlobalOptions;

// A batch with what it came to: a row has the columns of a list of batches, the object also its plans, errors and the
// rows that failed.
Shape<BatchSummary> batch_summary_shape(const GlobalOptions& globals);

}  // namespace nexor
