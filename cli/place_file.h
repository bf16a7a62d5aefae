#pragma once

#include <string>

namespace nexor {

// Puts a file into the place of another, durably: whoever looks sees the one or the other. Throws store_unavailable.
void place_file(const std::string& from, const std::string& to);

// Removes a store's file that was only begun, and what SQLite left beside it. What isn't there is no matter.
void remove_unfinished(const std::string& path);

}  // namespace nexor
