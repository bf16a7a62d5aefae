#pragma once

#include <optional>
#include <string>

#include "cli/unfinished_file.h"

namespace nexor {

class Context;

// Standard input as a file, for who has to open it by a name: private, beside the store, and gone with this object.
class IncomingFile {
 public:
  // Reads it to its end. Throws input_invalid where it can't be read, and store_unavailable where it can't be kept.
  explicit IncomingFile(Context& context);

  const std::string& path() const { return file_->path(); }

 private:
  std::optional<UnfinishedFile> file_;
};

}  // namespace nexor
