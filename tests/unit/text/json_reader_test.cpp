#include "lib/text/json_reader.h"

#include <doctest/doctest.h>

namespace nexor {

using Values = std::vector<std::string>;

TEST_CASE("a path names one value of a document, and behind a null nothing is wrong") {
  const std::string document = R"({"a":{"b":1},"c":null,"d":["x"]})";
  CHECK(json_at(document, "a.b") == "1");
  CHECK(json_at(document, "c.anything") == "");
  CHECK(json_at(document, "d.0") == "x");
  CHECK(json_at(document, "d.7") == "");
  CHECK_FALSE(json_at(document, "a.x"));
  CHECK_FALSE(json_at(document, "d.x"));
}

TEST_CASE("a field of a document's items is one value of each") {
  const std::string document = R"({"kind":"k","items":[{"kind":"i","n":1},{"kind":"j","n":null}]})";
  CHECK(json_values_at(document, "kind") == Values{"k"});
  CHECK(json_values_at(document, "n") == Values{"1", ""});
  CHECK(json_values_at(document, "items.1.kind") == Values{"j"});
  CHECK(json_values_at(document, "m") == Values{"", ""});
  CHECK(json_values_at(R"({"items":[{"e":{"c":"x"}},{}]})", "e.c") == Values{"x", ""});
  CHECK(json_values_at(R"({"a":1})", "m") == Values{""});
  CHECK(json_values_at(R"({"items":[]})", "n") == Values{});
}

}  // namespace nexor
