#include "lib/text/harmless.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

namespace nexor {

namespace {

struct Case {
  std::string_view text;
  std::string_view shown;
};

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
}

}  // namespace

TEST_CASE("what could act on a terminal is made visible") {
  using namespace std::string_view_literals;
  const std::vector<Case> cases{
      {"line\nline\r\tend", R"(line\nline\r\tend)"},
      {"a\0b"sv, R"(a\x00b)"},
      {"\x1b[2J\x1b]0;title\x07", R"(\x1b[2J\x1b]0;title\x07)"},
      {"\b\x7f", R"(\x08\x7f)"},
      {"\u0085\u009b31m", R"(\u{85}\u{9b}31m)"},
      {"gpj.\u202egnp", R"(gpj.\u{202e}gnp)"},
      {"\u061c\u200e\u200f\u202a\u2066\u2069", R"(\u{61c}\u{200e}\u{200f}\u{202a}\u{2066}\u{2069})"},
      {"a\u2028b\u2029", R"(a\u{2028}b\u{2029})"},
      {"\ufeffK-1", R"(\u{feff}K-1)"},
      {"\U000E0001\U000E0061\U000E007F", R"(\u{e0001}\u{e0061}\u{e007f})"},
  };
  for (const auto& [text, shown] : cases) {
    CAPTURE(shown);
    CHECK(harmless(text) == shown);
  }
}

TEST_CASE("bytes that are not UTF-8 are shown one by one") {
  const std::vector<Case> cases{
      {"\x9b"
       "31m",
       R"(\x9b31m)"},
      {"a\xffz", R"(a\xffz)"},
      {"\xc3", R"(\xc3)"},
      {"\xc3\x1b", R"(\xc3\x1b)"},
      {"\xc0\x8a", R"(\xc0\x8a)"},
      {"\xe0\x80\x8a", R"(\xe0\x80\x8a)"},
      {"\xed\xa0\x80\xed\xb0\x80", R"(\xed\xa0\x80\xed\xb0\x80)"},
      {"\xf4\x90\x80\x80", R"(\xf4\x90\x80\x80)"},
      {"日\xe6\x97", R"(日\xe6\x97)"},
  };
  for (const auto& [text, shown] : cases) {
    CAPTURE(shown);
    CHECK(harmless(text) == shown);
  }
}

TEST_CASE("every script and every emoji is kept as it is") {
  for (const std::string_view text : {"", "plain text", R"(C:\new\table)", "Grüße", "e\u0301", "日本語", "ภาษาไทย",
                                      "हिन्दी", "می\u200cخواهم", "עברית", "👨‍👩‍👧‍👦", "🏳️‍🌈",
                                      "🇩🇪", "1️⃣", "👍🏽", "\u00a0\u00ad\u200b", "\ufffd", "\U0010ffff"}) {
    CAPTURE(text);
    CHECK(harmless(text) == text);
  }
}

TEST_CASE("a block keeps its lines and nothing else that controls") {
  const std::vector<Case> cases{
      {"", ""},
      {"one\ntwo\n", "one\ntwo\n"},
      {"one\r\ntwo\r\n\r\n", "one\ntwo\n\n"},
      {"one\rtwo\r", R"(one\rtwo\r)"},
      {"\tone\n\x1b[2Jtwo", "\\tone\n\\x1b[2Jtwo"},
      {"a\u2028b\v", R"(a\u{2028}b\x0b)"},
  };
  for (const auto& [text, shown] : cases) {
    CAPTURE(shown);
    CHECK(harmless_block(text) == shown);
  }
}

TEST_CASE("no bytes at all get a control through, and what is harmless stays so") {
  CHECK(rc::check([](const std::string& bytes) {
    const std::string shown = harmless(bytes);
    RC_ASSERT_FALSE(has_control(shown));
    RC_ASSERT(harmless(shown) == shown);
  }));
}

}  // namespace nexor
