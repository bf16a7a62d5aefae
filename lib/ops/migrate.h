#pragma once

#include "lib/store/store.h"

namespace nexor {

struct Desk;

// Brings the desk's store to this nexor's schema, and records that in the last step.
void migrate(Desk& desk, SchemaVersion from);

}  // namespace nexor
