#pragma once

#include <filesystem>
#include <string>

namespace nexor::sqlite {

// Makes the folder that a store is to lie in, and those above it, each for its owner alone, whatever the process's
// umask is. Throws store_unavailable.
void make_folder(const std::filesystem::path& folder);

// Takes from others what they may do with a file that is to be a store: somebody may have made it, as long as it is
// empty. Throws permission_denied.
void keep_to_owner(const std::string& path);

}  // namespace nexor::sqlite
