#include "lib/model/unicode.h"

#include <doctest/doctest.h>

#include <array>

namespace nexor {

TEST_CASE("what differs in case, in accents or in how it is composed is the same to a search") {
  for (const auto& [a, b] : std::array<std::pair<std::string_view, std::string_view>, 9>{{
           {"C-1 Ada", "c-1 ada"},
           {"GRÖßMANN", "größmann"},
           {"straße", "STRASSE"},
           {"Zoe\u0308", "ZOË"},
           {"ΟΔΟΣ", "οδος"},
           {"İ", "i"},
           {"Zoë", "zoe"},
           {"ＡＢＣ１", "abc1"},
           {"山田", "山田"},
       }}) {
    CAPTURE(a);
    CHECK(folded(a) == folded(b));
  }
  CHECK(folded("Zoe") != folded("Zo"));
  CHECK(folded("A\xFFz") == "A\xFFz");
  CHECK(folded("").empty());
}

TEST_CASE("what nobody can see is found") {
  struct Case {
    std::string_view text;
    std::optional<char32_t> found;
  };
  using namespace std::string_view_literals;
  for (const auto& [text, found] :
       {Case{"K-1 é 山 🙂", {}}, Case{"", {}}, Case{"a\tb", U'\t'}, Case{"a\u202Eb", U'\u202E'},
        Case{"\uFEFFa", U'\uFEFF'}, Case{"a\u200B", U'\u200B'}, Case{"a\u00ADb", U'\u00AD'},
        Case{"\U000E0001", U'\U000E0001'}, Case{"\uE000", U'\uE000'}, Case{"\uFDD0", U'\uFDD0'},
        Case{"a\u2028b", U'\u2028'}, Case{"\0"sv, U'\0'}}) {
    CAPTURE(text);
    CHECK(first_unprintable(text) == found);
  }
}

}  // namespace nexor
