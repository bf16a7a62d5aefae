#pragma once

#include <string>

namespace nexor {

class Context;

// Standard input as a file, for who has to open it by a name: private, beside the store, and gone with this object.
class IncomingFile {
 public:
  // Reads it to its end. Throws input_invalid where it can't be read, and store_unavailable where it can't be kept.
  explicit IncomingFile(Context& context);
  ~IncomingFile();
  IncomingFile(const IncomingFile&) = delete;
  IncomingFile& operator=(const IncomingFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace nexor
