#include "cli/output_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace nexor {

Context::OutputFile::OutputFile(std::string path) : path_(std::move(path)), beside_(path_ + ".XXXXXX") {
  const int descriptor = mkstemp(beside_.data());
  if (descriptor < 0) {
    throw Error(Fault::output_failed, fmt::format("'{}' can't be written: {}", path_, std::strerror(errno)));
  }
  close(descriptor);
  stream_.open(beside_, std::ios::binary);
}

Context::OutputFile::~OutputFile() {
  if (!beside_.empty()) std::remove(beside_.c_str());
}

void Context::OutputFile::keep() {
  stream_.close();
  if (stream_.fail() || std::rename(beside_.c_str(), path_.c_str()) != 0) {
    throw Error(Fault::output_failed, fmt::format("'{}' can't be written: {}", path_, std::strerror(errno)));
  }
  beside_.clear();
}

}  // namespace nexor
