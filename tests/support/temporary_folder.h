#pragma once

#include <string>
#include <string_view>

namespace nexor::support {

// A folder of one test's own, gone with everything in it at the end of the scope.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string path(std::string_view name) const;

 private:
  std::string path_;
};

// The whole file. Never of a store that this process has open: closing the descriptor drops its locks.
std::string bytes_of(const std::string& path);
void write_bytes(const std::string& path, std::string_view bytes);

}  // namespace nexor::support
