#include "tests/support/tzif.h"

namespace nexor::support {

namespace {

std::string big_endian(std::uint64_t value, int width) {
  std::string bytes;
  for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFFU);
  return bytes;
}

std::string header(std::size_t changes, std::size_t types, std::size_t name_bytes) {
  return "TZif2" + std::string(15 + 3 * 4, '\0') + big_endian(changes, 4) + big_endian(types, 4) +
         big_endian(name_bytes, 4);
}

std::string local_time_type(std::int32_t offset) {
  return big_endian(static_cast<std::uint32_t>(offset), 4) + std::string(2, '\0');
}

}  // namespace

std::string tzif(std::int32_t first_offset, const std::vector<TzifChange>& changes, std::string_view footer) {
  std::string times;
  std::string types;
  std::string offsets = local_time_type(first_offset);
  for (const auto& [at, offset] : changes) {
    times += big_endian(static_cast<std::uint64_t>(at), 8);
    types += static_cast<char>(types.size() + 1);
    offsets += local_time_type(offset);
  }
  return header(0, 0, 0) + header(changes.size(), changes.size() + 1, 4) + times + types + offsets +
         std::string("LMT\0", 4) + '\n' + std::string(footer) + '\n';
}

}  // namespace nexor::support
