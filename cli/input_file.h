#pragma once

#include <fstream>
#include <istream>
#include <string>

namespace nexor {

class Context;

// What an option or an operand names to be read: a file, or standard input for `-`. It is opened before any store is,
// since one that isn't there is a mistake in the words.
class InputFile {
 public:
  // Throws input_invalid where it can't be read.
  InputFile(Context& context, const std::string& name);

  std::istream& stream() { return *stream_; }

 private:
  std::ifstream file_;
  std::istream* stream_;
};

}  // namespace nexor
