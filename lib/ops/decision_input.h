#pragma once

#include <iosfwd>
#include <vector>

#include "lib/ops/decide.h"

namespace nexor {

// Reads the requests of a decision from CSV with a header, or JSON Lines: the column `request`, and what the decision
// takes beside it. A row that can't be read becomes a target with a problem. What a row leaves out is that of
// `common`. Throws input_invalid where the file as a whole can't be read, or has a column that the decision doesn't
// take.
std::vector<DecisionTarget> read_decision_file(Decision decision, const DecisionTarget& common, std::istream& input);

}  // namespace nexor
