#include "lib/text/html.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace nexor {

namespace {

// WCAG 2.2, relative luminance and contrast ratio.
double luminance(std::string_view colour) {
  const auto channel = [&](std::size_t at) {
    const double value = std::stoi(std::string(colour.substr(at, 2)), nullptr, 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

double contrast(std::string_view a, std::string_view b) {
  const double one = luminance(a);
  const double other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

const PageColour& colour(std::string_view name) { return *std::ranges::find(page_colours(), name, &PageColour::name); }

}  // namespace

TEST_CASE("text from outside is text of a page, whatever it says") {
  struct Row {
    std::string text;
    std::string html;
  };
  const Row rows[] = {
      {"Ada & Söhne", "Ada &amp; Söhne"},
      {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
      {"\" onload=\"x", "&quot; onload=&quot;x"},
      {"' onload='x", "&#39; onload=&#39;x"},
      {"&lt;b&gt;", "&amp;lt;b&amp;gt;"},
      {"]]> --> <!--", "]]&gt; --&gt; &lt;!--"},
      {"a\u202egnp.exe", "a\\u{202e}gnp.exe"},
      {std::string("a\0b", 3), "a\\x00b"},
      {"\x1b[31m", "\\x1b[31m"},
      {"\xff<", "\\xff&lt;"},
      {"one\ntwo", "one\\ntwo"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(html_text(row.text) == row.html);
  }
  CHECK(html_block("one\r\n<two>\n\x07") == "one\n&lt;two&gt;\n\\x07");
}

TEST_CASE("the colours of a page have contrast enough, by day and by night") {
  CHECK(contrast("#000000", "#ffffff") == doctest::Approx(21));
  CHECK(contrast("#777777", "#ffffff") < 4.5);
  struct Row {
    std::string_view name;
    double least;
  };
  const PageColour& ground = colour("ground");
  for (const Row& row : {Row{"text", 7}, Row{"faint", 4.5}, Row{"first", 3}, Row{"second", 3}, Row{"third", 3}}) {
    CAPTURE(row.name);
    CHECK(contrast(colour(row.name).light, ground.light) >= row.least);
    CHECK(contrast(colour(row.name).dark, ground.dark) >= row.least);
  }
}

TEST_CASE("a page may load nothing, and its texts can't leave their cells") {
  const std::string page =
      html_page("<x>", html_table({"All \"> </table>", {{"Plan"}, {"<n>", true}}, {{"</td>", "1"}}}));
  CHECK(page.find("content=\"default-src 'none'; style-src 'unsafe-inline'\"") != std::string::npos);
  for (const std::string harmful :
       {"<x>", "All \"> </table>", "<n>", "<bdi></td>", "<script", "http:", "https:", "url("}) {
    CAPTURE(harmful);
    CHECK(page.find(harmful) == std::string::npos);
  }
  CHECK(page.find("<th scope=\"row\" class=\"text\"><bdi>&lt;/td&gt;</bdi></th><td class=\"n\"><bdi>1</bdi></td>") !=
        std::string::npos);
}

}  // namespace nexor
