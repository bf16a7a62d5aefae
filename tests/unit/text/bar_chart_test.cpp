#include "lib/text/bar_chart.h"

#include <doctest/doctest.h>

namespace nexor {

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the longest bar takes the whole width, and parts lie behind each other") {
  const std::string svg = bar_chart_svg({"c",
                                         "Title",
                                         "Description",
                                         {"one", "two"},
                                         {{"Long", {3, 1}, "4"}, {"Short", {0, 2}, "2"}, {"None", {0, 0}, "0"}}});
  CHECK(has(svg, "class=\"first\" x=\"0.000%\" y=\"18\" width=\"75.000%\""));
  CHECK(has(svg, "class=\"second\" x=\"75.000%\" y=\"18\" width=\"25.000%\""));
  CHECK(has(svg, "class=\"second\" x=\"0.000%\" y=\"54\" width=\"50.000%\""));
  CHECK_FALSE(has(svg, "y=\"90\""));
  CHECK(has(svg, "height=\"108\""));
}

TEST_CASE("a screen reader is told what a chart is, and a key only stands where it is needed") {
  const std::string svg = bar_chart_svg({"c", "A <b>", "D", {"one"}, {{"<script>", {1}, "1"}}});
  CHECK(has(svg, "role=\"img\" aria-labelledby=\"c-title c-description\""));
  CHECK(has(svg, "<title id=\"c-title\">A &lt;b&gt;</title>"));
  CHECK(has(svg, "<desc id=\"c-description\">D</desc>"));
  CHECK(has(svg, "&lt;script&gt;"));
  CHECK_FALSE(has(svg, "<script"));
  CHECK_FALSE(has(svg, "class=\"key\""));
}

TEST_CASE("a chart of nothing but noughts has no bars") {
  CHECK_FALSE(has(bar_chart_svg({"c", "T", "D", {"one"}, {{"None", {0}, "0"}}}), "class=\"first\""));
}

}  // namespace nexor
