#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nexor {

// Pages that stand by themselves: style and pictures inside, no script, nothing fetched. Text from outside gets into
// one through the two functions below, and in no other way.

// Text from outside as text of a page: in an element, or in an attribute in double quotes. What `harmless` shows is
// shown, so that no override reorders the page, and nothing in it can begin or end a tag, a comment or a reference.
std::string html_text(std::string_view text);

// The same for text of several lines, whose newlines stay.
std::string html_block(std::string_view text);

// A colour of every page, by day and by night. Paper is day.
struct PageColour {
  std::string_view name;
  std::string_view light;  // `#rrggbb`
  std::string_view dark;
};
std::span<const PageColour> page_colours();

struct HtmlColumn {
  std::string header;
  bool is_number = false;
};

// A table; its texts are from outside. The first cell of a row says which row it is. On a screen too narrow for it, it
// scrolls by itself.
struct HtmlTable {
  std::string name;  // which a screen reader says; the heading above it is for everybody else
  std::vector<HtmlColumn> columns;
  std::vector<std::vector<std::string>> rows;
};
std::string html_table(const HtmlTable& table);

// The whole page around a body that is HTML. Its policy lets a browser load nothing.
std::string html_page(std::string_view title, std::string_view body);

}  // namespace nexor
