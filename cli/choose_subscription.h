#pragma once

#include <string>

namespace nexor {

class Context;

// Asks which subscription is meant: by its id or key, or by words of its key or of its account's key, name or address,
// until one is chosen of those that they find and that haven't ended. Gives its key.
std::string choose_subscription(Context& context);

}  // namespace nexor
