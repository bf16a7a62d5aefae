// Files of records, up to the answer of a dry run.

#include <array>

#include "tests/fuzz/desk.h"
#include "tests/fuzz/property.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nexor;
  constexpr std::array kinds{"accounts", "plans", "subscriptions", "requests", "cancellations"};
  std::string_view file = fuzz::text_of(data, size);
  std::vector<std::string> command{"import", kinds[fuzz::choice(file, kinds.size())], "-", "--dry-run"};
  const std::size_t way = fuzz::choice(file, 3);
  if (way == 1) command.emplace_back("--json");
  if (way == 2 && command[1] != std::string("cancellations")) command.emplace_back("--update");
  fuzz::hand_over(command, file);
  return 0;
}
