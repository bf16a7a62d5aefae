#include "cli/schema_fields.h"

#include <doctest/doctest.h>

#include "cli/schema_definitions.h"

namespace nexor {

TEST_CASE("a field is known by what its document's schema says") {
  const std::vector<std::string> cancel{"cancel"};
  for (const char* field : {"schema", "digest", "counts.pending", "items", "items.0.outcome", "outcome",
                            "cancellation.effective_on", "cancellation.addons.0", "error.message"}) {
    CAPTURE(field);
    CHECK(has_field(cancel, field));
  }
  for (const char* field : {"", ".", "bogus", "counts.bogus", "digest.x", "items.x", "cancellation.", "schema.x",
                            "cancellation.effective", "items.0.bogus", "Outcome"}) {
    CAPTURE(field);
    CHECK_FALSE(has_field(cancel, field));
  }
}

TEST_CASE("a field of any of several documents is one, and so is all below what may be anything") {
  const std::vector<std::string> several{"account", "event"};
  CHECK(has_field(several, "email"));
  CHECK(has_field(several, "after.whatever.0"));
  CHECK_FALSE(has_field(several, "digest"));
}

TEST_CASE("every field that is offered is one, and every part that a definition names is there") {
  for (const Definition& definition : all_definitions()) {
    const std::vector<std::string> documents{std::string(definition.name)};
    for (const std::string& field : fields_of(documents)) {
      CAPTURE(definition.name);
      CAPTURE(field);
      CHECK(has_field(documents, field));
    }
  }
}

}  // namespace nexor
