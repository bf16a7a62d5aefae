#include "cli/spool.h"

#include <doctest/doctest.h>

#include <vector>

namespace nexor {

TEST_CASE("lines come back in their order, also those that no longer fit into memory") {
  for (const std::size_t count : {0U, 1U, 1000U, 300'000U}) {
    CAPTURE(count);
    Spool spool;
    for (std::size_t i = 0; i < count; ++i) spool.add("line " + std::to_string(i));
    std::size_t next = 0;
    bool is_in_order = true;
    spool.each([&](const std::string& line) { is_in_order = is_in_order && line == "line " + std::to_string(next++); });
    CHECK(is_in_order);
    CHECK(next == count);
  }
}

TEST_CASE("a line that is larger than the memory that is kept comes back whole") {
  const std::string large(3 * 1024 * 1024, 'x');
  Spool spool;
  spool.add("");
  spool.add(large);
  spool.add("last");
  std::vector<std::string> lines;
  spool.each([&](const std::string& line) { lines.push_back(line); });
  CHECK(lines == std::vector<std::string>{"", large, "last"});
}

}  // namespace nexor
