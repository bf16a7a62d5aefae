#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/error.h"
#include "lib/model/ids.h"

namespace nexor {

// What became of one target of a command, or one row of a batch.
enum class Outcome { cancelled, pending, already, skipped, failed, remaining, undone };

std::string_view name_of(Outcome outcome);
std::optional<Outcome> parse_outcome(std::string_view name);

}  // namespace nexor
