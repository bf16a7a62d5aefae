#pragma once

#include "lib/model/actor.h"
#include "lib/model/operation_key.h"

namespace nexor {

// One change: its key, and who makes it.
struct Operation {
  OperationKey key{};
  Actor actor;
};

}  // namespace nexor
