#pragma once

#include <ostream>
#include <string>

#include "lib/error.h"

namespace nexor {

// Tells an error on `err`: for people as `nexor: cancel: message` with at most two indented lines below, for machines
// as one line of JSON. `contact` is the support's, told where only a person can help.
void report_error(std::ostream& err, Error error, const std::string& command, const std::string& contact, bool is_json);

}  // namespace nexor
