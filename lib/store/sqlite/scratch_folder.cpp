#include "lib/store/sqlite/scratch_folder.h"

#include <sqlite3.h>

#include "lib/store/sqlite/connection.h"

namespace nexor::sqlite {

ScratchFolder::ScratchFolder(Connection& connection, const std::filesystem::path& folder) : connection_(connection) {
  sqlite3_temp_directory = sqlite3_mprintf("%s", folder.empty() ? "." : folder.c_str());
  connection_.run("PRAGMA temp_store = FILE");
}

ScratchFolder::~ScratchFolder() {
  connection_.try_run("PRAGMA temp_store = MEMORY");
  sqlite3_free(sqlite3_temp_directory);
  sqlite3_temp_directory = nullptr;
}

}  // namespace nexor::sqlite
