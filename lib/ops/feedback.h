#pragma once

#include <string>

#include "lib/model/later_feedback.h"

namespace nexor {

struct Desk;

// Throws what adding something to it would, whatever is said.
void look_for_cancellation(Desk& desk, const std::string& word);

// Keeps what the customer said later about a cancellation: the one of this number, or the one that ends this
// subscription, also where it has ended. Throws not_cancelled for a subscription that none ends.
LaterFeedback add_feedback(Desk& desk, const std::string& word, const std::string& text);

}  // namespace nexor
