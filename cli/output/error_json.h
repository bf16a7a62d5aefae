#pragma once

#include <string>

#include "lib/error.h"

namespace nexor {

class JsonWriter;

// The object that stands under `error`: code, exit, message, hint and next, how long to wait where that helps, and whom
// to turn to where somebody has to be asked.
void write_error(JsonWriter& json, const Error& error, int exit_code, const std::string& support = {});

}  // namespace nexor
