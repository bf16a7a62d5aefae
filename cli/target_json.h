#pragma once

#include <optional>
#include <string>

#include "lib/error.h"
#include "lib/model/outcome.h"

namespace nexor {

class JsonWriter;

// The frame of one target's object in the answers of cancel and undo: line (null, as the target was an argument),
// subscription and outcome in front, and the error, where there is one, at the end.
void begin_target(JsonWriter& json, const std::string& target, Outcome outcome);
void end_target(JsonWriter& json, const std::optional<Error>& error);

}  // namespace nexor
