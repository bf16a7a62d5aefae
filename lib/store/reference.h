#pragma once

#include <string>
#include <variant>

namespace nexor {

// A thing by its id or by its key.
template <class IdOfThing>
using Reference = std::variant<IdOfThing, std::string>;

}  // namespace nexor
