#pragma once

#include <filesystem>

namespace nexor::sqlite {

class Connection;

// While it lives, what SQLite doesn't keep in memory goes into files without a name beside the store: a copy of all of
// it neither fits into memory nor may lie where others look.
class ScratchFolder {
 public:
  ScratchFolder(Connection& connection, const std::filesystem::path& folder);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

 private:
  Connection& connection_;
};

}  // namespace nexor::sqlite
