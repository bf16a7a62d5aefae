#pragma once

#include <string>

namespace nexor {

// A file that is only begun, under a name of its own until it can take its place, with the journal that SQLite may have
// beside it. Both are removed with this object, and where SIGINT, SIGTERM or SIGHUP ends the process before.
class UnfinishedFile {
 public:
  explicit UnfinishedFile(std::string path);
  ~UnfinishedFile();
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;

  const std::string& path() const { return path_; }

  // Removes what is there under that name now: what an earlier run left.
  void remove() const;

 private:
  std::string path_;
  std::string journal_;
};

}  // namespace nexor
