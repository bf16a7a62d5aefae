#include "cli/incoming_file.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <istream>
#include <ostream>

#include "cli/context.h"
#include "cli/output/copy_all.h"
#include "cli/output/descriptor_buffer.h"
#include "cli/place_file.h"

namespace nexor {

namespace {

Error not_kept(const std::string& path, int error) {
  const Fault fault = error == ENOSPC ? Fault::disk_full : Fault::store_unavailable;
  return {fault, fmt::format("standard input can't be kept in '{}': {}", path, std::strerror(error))};
}

// Gives 0, or why the copy isn't whole, as errno.
int copy(std::istream& in, int descriptor) {
  DescriptorBuffer buffer;
  buffer.attach(descriptor);
  std::ostream out(&buffer);
  copy_all(in, out);
  return buffer.close() ? 0 : buffer.error();
}

}  // namespace

IncomingFile::IncomingFile(Context& context) {
  std::string path = context.store_path() + ".incoming-XXXXXX";
  make_folder_of(path);
  const int descriptor = mkostemp(path.data(), O_CLOEXEC);
  if (descriptor < 0) throw not_kept(path, errno);
  file_.emplace(path);
  std::istream& in = context.surroundings().in;
  const int error = copy(in, descriptor);
  if (error == 0 && !in.bad()) return;
  if (in.bad()) throw Error(Fault::input_invalid, "standard input can't be read");
  throw not_kept(path, error);
}

}  // namespace nexor
