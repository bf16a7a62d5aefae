#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nexor {

// Lying bars, each with its label and value above it: readable at any width, and on paper. All texts are from outside.
struct Bar {
  std::string label;
  std::vector<std::int64_t> parts;  // one for each series, none negative; they lie behind each other
  std::string value;
};

struct BarChart {
  std::string name;                 // an identifier, of which a page has one each
  std::string title;                // what a screen reader says of the picture,
  std::string description;          // and what it shows
  std::vector<std::string> series;  // at most three; a key stands above where there are several
  std::vector<Bar> bars;
};

// The chart as inline SVG. The longest bar takes the whole width.
std::string bar_chart_svg(const BarChart& chart);

}  // namespace nexor
