#include "cli/output/delimited.h"

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

namespace nexor {

namespace {

using Cells = std::vector<std::string>;

struct Case {
  std::string_view text;
  std::string_view written;
};

std::string csv_cell(std::string_view text, bool raw) {
  // Beside another cell, because an empty cell alone is written differently.
  const std::string row = csv_row(Cells{"K", std::string{text}}, raw);
  REQUIRE(row.starts_with("K,"));
  REQUIRE(row.ends_with("\n"));
  return row.substr(2, row.size() - 3);
}

}  // namespace

TEST_CASE("rows have their separators and a newline") {
  CHECK(tsv_row(Cells{"K-1", "", "active"}) == "K-1\t\tactive\n");
  CHECK(csv_row(Cells{"K-1", "", "active"}, false) == "K-1,,active\n");
  CHECK(tsv_row(Cells{"", ""}) == "\t\n");
}

TEST_CASE("a record of one empty cell is no empty line") {
  CHECK(csv_row(Cells{""}, false) == "\"\"\n");
  CHECK(csv_row(Cells{""}, true) == "\"\"\n");
}

TEST_CASE("a cell of a TSV can be taken back, and harms nobody") {
  using namespace std::string_view_literals;
  const std::vector<Case> cases{
      {"Ada Lovelace", "Ada Lovelace"},
      {"a\tb\nc\rd", R"(a\tb\nc\rd)"},
      {R"(C:\new)", R"(C:\\new)"},
      {"\\\n", R"(\\\n)"},
      {"\x1b[2J", R"(\x1b[2J)"},
      {R"(\x1b)", R"(\\x1b)"},
      {"a\0b"sv, R"(a\x00b)"},
      {"\u009b\u202e", R"(\u{9b}\u{202e})"},
      {"\xc0\xaf\xed\xa0\x80", R"(\xc0\xaf\xed\xa0\x80)"},
      {"=1+1", "=1+1"},
      {"👨‍👩‍👧 日本語", "👨‍👩‍👧 日本語"},
  };
  for (const auto& [text, written] : cases) {
    CAPTURE(written);
    CHECK(tsv_row(Cells{std::string{text}}) == std::string{written} + "\n");
  }
}

TEST_CASE("a cell of a CSV is quoted where it has to be") {
  const std::vector<Case> cases{
      {"Ada Lovelace", "Ada Lovelace"},
      {"Lovelace, Ada", R"("Lovelace, Ada")"},
      {R"(the "best")", R"("the ""best""")"},
      {"one\ntwo", "\"one\ntwo\""},
      {" kept ", " kept "},
      {"it's", "it's"},
      {"日本語", "日本語"},
  };
  for (const auto& [text, written] : cases) {
    CAPTURE(written);
    CHECK(csv_cell(text, false) == written);
    CHECK(csv_cell(text, true) == written);
  }
}

TEST_CASE("a cell that a spreadsheet would run is made text") {
  const std::vector<Case> cases{
      {"=1+1", "'=1+1"},
      {"=HYPERLINK(\"x\",1)", R"csv("'=HYPERLINK(""x"",1)")csv"},
      {"@SUM(A1)", "'@SUM(A1)"},
      {"+49 30 123", "'+49 30 123"},
      {"+5", "'+5"},
      {"-1+1", "'-1+1"},
      {"-", "'-"},
      {"-5.", "'-5."},
      {"-.5", "'-.5"},
      {"-1e5", "'-1e5"},
      {"-5\n=1", "\"'-5\n=1\""},
      {"\t=1", "'\t=1"},
      {"\r=1", R"('\r=1)"},
      {"\n=1", "\"'\n=1\""},
      {"＝1+1", "'＝1+1"},
      {"＠x", "'＠x"},
      {"\ufeff=1", R"(\u{feff}=1)"},
  };
  for (const auto& [text, written] : cases) {
    CAPTURE(written);
    CHECK(csv_cell(text, false) == written);
  }
}

TEST_CASE("a number, a date and text that only contains a sign stay what they are") {
  for (const std::string_view text : {"-5", "-19.99", "5", "2024-01-31", "1+1", "a=b", "", "'"}) {
    CAPTURE(text);
    CHECK(csv_cell(text, false) == text);
  }
}

TEST_CASE("controls in a CSV are visible, except where lines and tabs are the text's own") {
  const std::vector<Case> cases{
      {"a\tb", "a\tb"},          {"one\r\ntwo", "\"one\ntwo\""}, {"one\rtwo", R"(one\rtwo)"},
      {"\x1b[2J", R"(\x1b[2J)"}, {"a\tb\x07", "a\tb\\x07"},      {"\u202ex\xff", R"(\u{202e}x\xff)"},
  };
  for (const auto& [text, written] : cases) {
    CAPTURE(written);
    CHECK(csv_cell(text, false) == written);
  }
}

TEST_CASE("a raw CSV has every byte as it is") {
  const std::vector<Case> cases{
      {"=1+1", "=1+1"},
      {"one\r\ntwo", "\"one\r\ntwo\""},
      {"one\rtwo", "\"one\rtwo\""},
      {"\x1b[2J\u202e\xff", "\x1b[2J\u202e\xff"},
  };
  for (const auto& [text, written] : cases) {
    CAPTURE(written);
    CHECK(csv_cell(text, true) == written);
  }
}

}  // namespace nexor
