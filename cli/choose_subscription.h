#pragma once

#include <string>

namespace nexor {

class Context;

// Asks which subscription is meant, of those that haven't ended: by words of its key or of its account's key, name or
// address, or of all by its own id or key. Gives its key. Throws declined where none is chosen.
std::string choose_subscription(Context& context);

}  // namespace nexor
