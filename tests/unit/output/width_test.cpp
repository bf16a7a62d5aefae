#include "cli/output/width.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace nexor {

namespace {

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a character is as wide as a terminal draws it") {
  struct Case {
    std::string_view text;
    int width;
  };
  const std::vector<Case> cases{
      {"", 0},
      {"K-1001", 6},
      {"Grüße", 5},
      {"e\u0301", 1},
      {"日本語", 6},
      {"ﾊﾝｶｸ", 4},
      {"ＡＢ", 4},
      {"각", 2},
      {"\u1100\u1161\u11a8", 2},  // the same syllable from its letters
      {"ที่นี่", 2},
      {"नमस्ते", 4},
      {"العربية", 7},
      {"می\u200cخواهم", 7},
      {"👍", 2},
      {"👍🏽", 2},
      {"👨‍👩‍👧‍👦", 2},
      {"🏳️‍🌈", 2},
      {"🇩🇪", 2},
      {"🇩🇪🇫🇷", 4},
      {"🇩", 1},
      {"🇩🇪🇫", 3},
      {"1️⃣", 2},
      {"❤", 1},
      {"❤️", 2},
      {"z\u0351\u0352\u0353\u0354", 1},
      {"\ufffd", 1},
      {"…", 1},
  };
  for (const auto& [text, width] : cases) {
    CAPTURE(text);
    CHECK(display_width(text) == width);
  }
}

TEST_CASE("text is cut between characters and says so") {
  struct Case {
    std::string_view text;
    int width;
    std::string_view left;
  };
  const std::vector<Case> cases{
      {"cancelled", 9, "cancelled"},
      {"cancelled", 8, "cancell…"},
      {"cancelled", 1, "…"},
      {"cancelled", 0, ""},
      {"cancelled", -3, ""},
      {"", 0, ""},
      {"日本語", 6, "日本語"},
      {"日本語", 5, "日本…"},
      {"日本語", 4, "日…"},
      {"日本語", 2, "…"},
      {"a👨‍👩‍👧‍👦b", 3, "a…"},
      {"a👨‍👩‍👧‍👦bc", 4, "a👨‍👩‍👧‍👦…"},
      {"🇩🇪🇫🇷🇮🇹", 5, "🇩🇪🇫🇷…"},
      {"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
      {"1️⃣2️⃣3️⃣", 4, "1️⃣…"},
  };
  for (const auto& [text, width, left] : cases) {
    CAPTURE(text);
    CAPTURE(width);
    CHECK(cut(text, width) == left);
  }
}

TEST_CASE("text is padded to its width in cells, not in bytes") {
  CHECK(padded("ab", 4, Align::left) == "ab  ");
  CHECK(padded("ab", 4, Align::right) == "  ab");
  CHECK(padded("日本", 5, Align::left) == "日本 ");
  CHECK(padded("🇩🇪", 3, Align::right) == " 🇩🇪");
  CHECK(padded("too long", 3, Align::left) == "too long");
  CHECK(padded("", 0, Align::left).empty());
}

TEST_CASE("words are wrapped, and only a word wider than a line is broken") {
  struct Case {
    std::string_view text;
    int width;
    Lines lines;
  };
  const std::vector<Case> cases{
      {"", 10, {""}},
      {"one two three", 13, {"one two three"}},
      {"one two three", 12, {"one two", "three"}},
      {"one two three", 7, {"one two", "three"}},
      {"one   two", 5, {"one", "two"}},
      {"one   two", 20, {"one   two"}},
      {"one two ", 7, {"one two"}},
      {"abcdefgh ij", 3, {"abc", "def", "gh", "ij"}},
      {"  abcdefgh", 4, {"  ab", "cdef", "gh"}},
      {"        ", 3, {""}},
      {"one\n\ntwo\n", 10, {"one", "", "two", ""}},
      {"日本語日本語", 5, {"日本", "語日", "本語"}},
      {"日本", 1, {"日", "本"}},
      {"👨‍👩‍👧‍👦👨‍👩‍👧‍👦",
       2,
       {"👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"}},
      {"abc", 0, {"a", "b", "c"}},
  };
  for (const auto& [text, width, lines] : cases) {
    CAPTURE(text);
    CAPTURE(width);
    CHECK(wrapped(text, width) == lines);
  }
}

TEST_CASE("no bytes make a cut text or a wrapped line wider than it may be") {
  CHECK(rc::check([](const std::string& bytes) {
    const int width = *rc::gen::inRange(2, 12);
    RC_ASSERT(display_width(cut(bytes, width)) <= width);
    for (const std::string& line : wrapped(bytes, width)) RC_ASSERT(display_width(line) <= width);
  }));
}

}  // namespace nexor
