#pragma once

#include <ostream>
#include <string>

#include "lib/error.h"

namespace nexor {

// Tells an error on `err`: for people as `nexor: cancel: message` with at most two indented lines below, for machines
// as one line of JSON. `contact` is the support's, told where only a person can help. Sentences are broken between
// words where `width` cells are a terminal's; a command to paste stays whole.
void report_error(std::ostream& err, Error error, const std::string& command, const std::string& contact, bool is_json,
                  int width);

// One of several errors, which have a line each: its message and, where something wasn't found, what is near it.
std::string in_a_line(const Error& error);

}  // namespace nexor
