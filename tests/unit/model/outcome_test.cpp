#include "lib/model/outcome.h"

#include <doctest/doctest.h>

namespace nexor {

TEST_CASE("an outcome is read back by its name") {
  for (const std::string_view name : {"cancelled", "pending", "already", "skipped", "failed", "remaining", "undone",
                                      "approved", "declined", "reopened"}) {
    CAPTURE(name);
    CHECK(name_of(parse_outcome(name).value()) == name);
  }
  for (const std::string_view name : {"", "Failed", "done", "expired"}) CHECK_FALSE(parse_outcome(name));
}

}  // namespace nexor
