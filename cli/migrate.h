#pragma once

#include <string>

namespace nexor {

class Context;

// Brings the store to this nexor's schema, behind a backup of it that was opened and verified, and says what was done.
// The backup stays beside the store, as `PATH.schema-N`.
std::string migrate_store(Context& context);

}  // namespace nexor
