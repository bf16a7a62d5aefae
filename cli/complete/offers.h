#pragma once

#include <vector>

#include "cli/complete/complete.h"

namespace nexor {

class Context;

// What the configuration and the store offer for a value or an operand of which only the name is known. Throws where
// they can't be asked.
std::vector<Candidate> offers(Context& context, const Completion& asked);

}  // namespace nexor
