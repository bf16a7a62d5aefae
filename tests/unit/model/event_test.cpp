#include "lib/model/event.h"

#include <doctest/doctest.h>

#include <set>

namespace nexor {

TEST_CASE("every kind of event has a name of its own and is read back by it") {
  std::set<std::string_view> names;
  for (int value = 0; value <= static_cast<int>(EventKind::refused); ++value) {
    const auto kind = static_cast<EventKind>(value);
    CAPTURE(name_of(kind));
    CHECK(parse_event_kind(name_of(kind)) == kind);
    CHECK(names.insert(name_of(kind)).second);
  }
}

TEST_CASE("what is no kind of event is refused") {
  for (const std::string_view name :
       {"", "cancellation", "Refused", "cancellation_requested", "cancellation.requested "}) {
    CAPTURE(name);
    CHECK_FALSE(parse_event_kind(name));
  }
}

}  // namespace nexor
