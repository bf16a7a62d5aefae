#include "lib/text/bar_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "lib/text/html.h"

namespace nexor {

namespace {

constexpr int text_height = 18;
constexpr int bar_height = 10;
constexpr int step = 36;
constexpr std::array inks{"first", "second", "third"};  // classes of the page's style

double total_of(const Bar& bar) {
  return std::accumulate(bar.parts.begin(), bar.parts.end(), 0.0,
                         [](double sum, std::int64_t part) { return sum + static_cast<double>(part); });
}

std::string key_of(const BarChart& chart) {
  if (chart.series.size() < 2) return "";
  std::string out = "<ul class=\"key\">\n";
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    out += fmt::format(
        "<li><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect class=\"{}\" width=\"12\" "
        "height=\"12\"/></svg>{}"
        "</li>\n",
        inks.at(i), html_text(chart.series[i]));
  }
  return out + "</ul>\n";
}

std::string parts_of(const Bar& bar, int top, double widest) {
  std::string out;
  double begin = 0;
  for (std::size_t i = 0; i < bar.parts.size(); ++i) {
    if (bar.parts[i] == 0) continue;
    constexpr double whole = 100.0;
    const double width = whole * static_cast<double>(bar.parts[i]) / widest;
    out += fmt::format("<rect class=\"{}\" x=\"{:.3f}%\" y=\"{}\" width=\"{:.3f}%\" height=\"{}\"/>", inks.at(i), begin,
                       top, width, bar_height);
    begin += width;
  }
  return out;
}

// A label that is too long is cut by the frame of its own that it stands in: it can't reach the value.
std::string bar_svg(const Bar& bar, int top, double widest) {
  return fmt::format(
      "<svg width=\"68%\" height=\"{3}\" y=\"{0}\"><text y=\"13\">{1}</text></svg>"
      "<text x=\"100%\" y=\"{4}\" text-anchor=\"end\">{2}</text>{5}\n",
      top, html_text(bar.label), html_text(bar.value), text_height, top + 13,
      parts_of(bar, top + text_height, std::max(widest, 1.0)));
}

}  // namespace

std::string bar_chart_svg(const BarChart& chart) {
  double widest = 0;
  for (const Bar& bar : chart.bars) widest = std::max(widest, total_of(bar));
  std::string out = key_of(chart);
  out += fmt::format(
      "<svg role=\"img\" aria-labelledby=\"{0}-title {0}-description\" width=\"100%\" height=\"{1}\">\n"
      "<title id=\"{0}-title\">{2}</title>\n<desc id=\"{0}-description\">{3}</desc>\n",
      chart.name, step * static_cast<int>(chart.bars.size()), html_text(chart.title), html_text(chart.description));
  int top = 0;
  for (const Bar& bar : chart.bars) {
    out += bar_svg(bar, top, widest);
    top += step;
  }
  return out + "</svg>\n";
}

}  // namespace nexor
