#include "cli/output/counted.h"

#include <fmt/format.h>

namespace nexor {

std::string counted(std::int64_t number, std::string_view one) {
  return fmt::format("{} {}{}", number, one, number == 1 ? "" : "s");
}

}  // namespace nexor
