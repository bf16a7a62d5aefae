#include "lib/model/text.h"

#include <doctest/doctest.h>

#include <array>

#include "lib/error.h"

namespace nexor {

TEST_CASE("characters are counted, not bytes") {
  struct Case {
    std::string_view text;
    std::size_t count;
  };
  using namespace std::string_view_literals;
  for (const auto& [text, count] :
       std::array<Case, 8>{{{"", 0},
                            {"abc", 3},
                            {"\0"sv, 1},
                            {"ü", 1},
                            {"e\u0301", 2},
                            {"日本語", 3},
                            {"😀", 1},
                            {"\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF4\x8F\xBF\xBF", 6}}}) {
    CAPTURE(text);
    CHECK(count_characters(text) == count);
  }
}

TEST_CASE("what is not UTF-8 has no number of characters") {
  struct Case {
    std::string_view what;
    std::string_view text;
  };
  for (const auto& [what, text] : std::array<Case, 12>{{{"a lone continuation", "\x80"},
                                                        {"two bytes, cut off", "a\xC3"},
                                                        {"three bytes, cut off", "a\xE2\x82"},
                                                        {"four bytes, cut off", "a\xF0\x9F\x98"},
                                                        {"no continuation", "\xC3(a"},
                                                        {"overlong in two", "\xC0\xAF"},
                                                        {"overlong in three", "\xE0\x80\xAF"},
                                                        {"overlong in four", "\xF0\x80\x80\xAF"},
                                                        {"a surrogate", "\xED\xA0\x80"},
                                                        {"beyond U+10FFFF", "\xF4\x90\x80\x80"},
                                                        {"five bytes", "\xF8\x88\x80\x80\x80"},
                                                        {"0xFF", "\xFF"}}}) {
    CAPTURE(what);
    CHECK_FALSE(count_characters(text));
    CHECK_THROWS_AS(check_text("note", text, 100), Error);
  }
}

TEST_CASE("control characters are C0, DEL, C1 and the two separators") {
  for (const std::string_view text :
       {"\x01", "a\x1F", "\x7F", "\xC2\x80", "a\xC2\x9F", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
    CHECK(has_control_character(text));
  }
  for (const std::string_view text : {"", " ", "a~", "\xC2\xA0", "\xE2\x80\xA7", "\xE2\x80\xAA", "ü😀"}) {
    CHECK_FALSE(has_control_character(text));
  }
}

TEST_CASE("white space at an end is found in every script's form, and inside it is none") {
  for (const std::string_view space : {" ", "\t", "\n", "\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\x80",
                                       "\xE2\x80\x8A", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"}) {
    const std::string text{space};
    CAPTURE(text);
    CHECK(has_outer_space(text));
    CHECK(has_outer_space(text + "ü"));
    CHECK(has_outer_space("ü" + text));
    CHECK_FALSE(has_outer_space("ü" + text + "ü"));
  }
  CHECK_FALSE(has_outer_space(""));
}

TEST_CASE("a text may be empty and have lines, but not be too long or hold a NUL") {
  using namespace std::string_view_literals;
  CHECK_NOTHROW(check_text("note", "", 3));
  CHECK_NOTHROW(check_text("note", "a\nü", 3));
  CHECK_THROWS_WITH_AS(check_text("note", "aüüü", 3), "note: 4 characters, where 3 are the most", Error);
  CHECK_THROWS_WITH_AS(check_text("note", "a\0"sv, 3), "note: holds a NUL character", Error);
}

TEST_CASE("a line is more than white space, and one line") {
  CHECK_NOTHROW(check_line("name", " Ada  Lovelace ", 20));
  CHECK_THROWS_WITH_AS(check_line("name", "", 20), "name: is empty", Error);
  CHECK_THROWS_WITH_AS(check_line("name", " \xC2\xA0\xE3\x80\x80", 20), "name: is empty", Error);
  CHECK_THROWS_WITH_AS(check_line("name", "Ada\nLovelace", 20), "name: holds a control character", Error);
}

}  // namespace nexor
