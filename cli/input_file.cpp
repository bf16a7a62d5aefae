#include "cli/input_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "cli/context.h"

namespace nexor {

namespace {

Error unreadable(const std::string& name, int error) {
  return Error(Fault::input_invalid, fmt::format("'{}' can't be read: {}", name, std::strerror(error)))
      .with_hint("name a file that is there, or - for standard input");
}

}  // namespace

InputFile::InputFile(Context& context, const std::string& name) : stream_(&context.surroundings().in) {
  if (name == "-") return;
  std::error_code unknown;
  if (std::filesystem::is_directory(name, unknown)) throw unreadable(name, EISDIR);  // which opens, but can't be read
  file_.open(name, std::ios::binary);
  if (!file_) throw unreadable(name, errno);
  stream_ = &file_;
}

}  // namespace nexor
