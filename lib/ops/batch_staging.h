#pragma once

namespace nexor {

class BatchInput;
struct Batch;
struct Desk;

// Writes the rows of a batch down, in changes of a size that hold nobody up; then it is open, or finished where it has
// none. What was written down of it before is taken back first.
void stage_rows(Desk& desk, Batch& batch, BatchInput& input);

}  // namespace nexor
