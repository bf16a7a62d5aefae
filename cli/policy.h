#pragma once

#include "lib/ops/desk.h"
#include "lib/settings.h"

namespace nexor {

// What the configuration lets the desk do. Throws config_invalid for reasons that aren't whole.
Policy policy_of(const Settings& settings, PasswordCost password_cost);

}  // namespace nexor
