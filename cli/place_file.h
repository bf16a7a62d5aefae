#pragma once

#include <string>

namespace nexor {

// Whether something is at that path. Throws store_unavailable where that can't be told: then nothing may take its
// place.
bool is_there(const std::string& path);

// The same of a file, itself or behind a link.
bool is_file(const std::string& path);

// Puts a file into the place of another, durably: whoever looks sees the one or the other. Throws store_unavailable.
void place_file(const std::string& from, const std::string& to);

// Makes the folder that a file is to stand in, for its owner alone, where it isn't there. Throws store_unavailable.
void make_folder_of(const std::string& path);

}  // namespace nexor
