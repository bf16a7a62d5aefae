#pragma once

#include <vector>

namespace nexor {

class Context;
struct CountedReason;

// The reasons of the configuration, and behind them those that only cancellations remember, with how often each was
// given where a store tells.
std::vector<CountedReason> counted_reasons(Context& context);

}  // namespace nexor
