#pragma once

#include "lib/error.h"

namespace nexor {

class JsonWriter;

// The object that stands under `error`: code, exit, message, hint and next, and how long to wait where that helps.
void write_error(JsonWriter& json, const Error& error, int exit_code);

}  // namespace nexor
