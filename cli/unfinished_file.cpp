#include "cli/unfinished_file.h"

#include <unistd.h>

#include <utility>

#include "cli/ending_signals.h"

namespace nexor {

UnfinishedFile::UnfinishedFile(std::string path) : path_(std::move(path)), journal_(path_ + "-journal") {
  remove_at_end(path_.c_str());
  remove_at_end(journal_.c_str());
}

UnfinishedFile::~UnfinishedFile() {
  remove();
  keep_at_end(path_.c_str());
  keep_at_end(journal_.c_str());
}

void UnfinishedFile::remove() const {
  unlink(path_.c_str());
  unlink(journal_.c_str());
}

}  // namespace nexor
