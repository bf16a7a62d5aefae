#include "lib/text/utf8.h"

#include <doctest/doctest.h>

#include <string>

namespace nexor {

TEST_CASE("well-formed UTF-8 is told from what is not, wherever it stands") {
  struct Case {
    std::string_view bytes;
    bool is_well_formed;
  };
  for (const auto& [bytes, is_well_formed] : {Case{"", true},
                                              Case{"\x7F", true},
                                              Case{"\x80", false},
                                              Case{"\xC1\xBF", false},
                                              Case{"\xC2\x80", true},
                                              Case{"\xDF\xBF", true},
                                              Case{"\xC3", false},
                                              Case{"\xC3\x28", false},
                                              Case{"\xE0\x9F\xBF", false},
                                              Case{"\xE0\xA0\x80", true},
                                              Case{"\xED\x9F\xBF", true},
                                              Case{"\xED\xA0\x80", false},
                                              Case{"\xEF\xBF\xBF", true},
                                              Case{"\xE2\x82", false},
                                              Case{"\xE2\x82\x28", false},
                                              Case{"\xF0\x8F\xBF\xBF", false},
                                              Case{"\xF0\x90\x80\x80", true},
                                              Case{"\xF4\x8F\xBF\xBF", true},
                                              Case{"\xF4\x90\x80\x80", false},
                                              Case{"\xF5\x80\x80\x80", false},
                                              Case{"\xFF", false}}) {
    for (const std::size_t before : {0u, 3u, 8u, 13u}) {
      const std::string text = std::string(before, 'a') + std::string{bytes};
      CAPTURE(text);
      CHECK(is_utf8(text) == is_well_formed);
      CHECK(is_utf8(text + "behind it") == is_well_formed);
    }
  }
}

}  // namespace nexor
