// Files of cancellations, up to the answer of a dry run.

#include "tests/fuzz/desk.h"
#include "tests/fuzz/property.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nexor;
  std::string_view file = fuzz::text_of(data, size);
  std::vector<std::string> command{"cancel", "--from", "-", "--dry-run", "--reason", "unused"};
  if (fuzz::choice(file, 2) == 1) command.emplace_back("--json");
  fuzz::hand_over(command, file);
  return 0;
}
