#pragma once

#include <fstream>
#include <string>

#include "cli/context.h"

namespace nexor {

// The file of `--output`: written beside its place and renamed into it, so that whoever reads it sees the whole answer
// or the file that was there before.
class Context::OutputFile {
 public:
  // Throws output_failed where nothing can be written there: before anything else is done.
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  std::ostream& stream() { return stream_; }

  // Puts the file into its place. Throws output_failed where that can't be done.
  void keep();

 private:
  std::string path_;
  std::string beside_;
  std::ofstream stream_;
};

}  // namespace nexor
