#pragma once

#include <string>

#include "lib/ops/find.h"

namespace nexor {

class Context;

// find_thing(), and says on stderr which kind it is where two kinds share the key. `--quiet` silences that.
Thing find_thing_aloud(Context& context, Transaction& transaction, const std::string& word);

}  // namespace nexor
