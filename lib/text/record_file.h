#pragma once

#include <iosfwd>
#include <memory>
#include <vector>

#include "lib/text/record.h"

namespace nexor {

// Reads JSON Lines where the first thing in the input is a `{`, and else CSV. The stream has to outlive the reader.
// Throws input_invalid for an input that is neither.
std::unique_ptr<RecordReader> read_records(std::istream& in, const std::vector<WantedColumn>& wanted);

// `column 3: …`
std::string text_of(const RowProblem& problem);

}  // namespace nexor
