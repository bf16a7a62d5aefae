#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <ostream>
#include <string>

#include "cli/context.h"
#include "cli/output/descriptor_buffer.h"
#include "cli/unfinished_file.h"

namespace nexor {

// Where `--output` writes. A file is written beside its place and renamed into it, so that whoever reads it sees the
// whole answer or the file that was there before; it keeps the mode that one had. A link stays, and what it names is
// replaced. What is no file (a device, a FIFO, a descriptor like /dev/stdout) can't be replaced: it is opened and
// written as standard output is.
class Context::OutputFile {
 public:
  // Throws output_failed where nothing can be written there: before anything else is done.
  explicit OutputFile(const std::string& path);

  std::ostream& stream() { return stream_; }

  // Makes the answer whole: writes what is left of it and puts a file into its place. Throws output_failed where that
  // can't be done.
  void keep();

 private:
  void open_beside(const std::optional<struct stat>& found);

  std::filesystem::path path_;
  std::optional<UnfinishedFile> beside_;  // none where the answer goes straight to its place
  DescriptorBuffer buffer_;
  std::ostream stream_{&buffer_};
};

}  // namespace nexor
