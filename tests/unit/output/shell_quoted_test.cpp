#include "cli/output/shell_quoted.h"

#include <doctest/doctest.h>

#include <array>

namespace nexor {

TEST_CASE("a word is quoted as a shell takes it back, and shown harmless") {
  struct Case {
    std::string_view word;
    std::string_view quoted;
  };
  for (const auto& [word, quoted] : std::array<Case, 12>{{
           {"K-1001", "K-1001"},
           {"sqlite:/srv/nexor.db", "sqlite:/srv/nexor.db"},
           {"", "''"},
           {"two words", "'two words'"},
           {"it's", "'it'\\''s'"},
           {"Größe $HOME `x` \\n", "'Größe $HOME `x` \\n'"},
           {"a\nb", "$'a\\nb'"},
           {"it's\ta\\", "$'it\\'s\\ta\\\\'"},
           {"\x1b[31m", "$'\\033[31m'"},
           {"\x1b"
            "0",
            "$'\\0330'"},
           {"a\u202eb", "$'a\\342\\200\\256b'"},
           {"\xff", "$'\\377'"},
       }}) {
    CAPTURE(quoted);
    CHECK(shell_quoted(word) == quoted);
  }
}

}  // namespace nexor
