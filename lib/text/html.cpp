#include "lib/text/html.h"

#include <fmt/format.h>

#include <array>

#include "lib/text/harmless.h"

namespace nexor {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Text and marks have contrast enough on their ground by WCAG 2.2, 4.5:1 and 3:1, which a test works out.
constexpr std::array colours{
    PageColour{"ground", "#ffffff", "#15191e"}, PageColour{"text", "#1b2026", "#e6eaef"},
    PageColour{"faint", "#586370", "#a2adb9"},  PageColour{"line", "#d3d9e0", "#38414b"},
    PageColour{"first", "#1f6ea8", "#5cb0ea"},  PageColour{"second", "#b8500b", "#f09a5c"},
    PageColour{"third", "#6a7480", "#a8b2bd"},
};

std::string variables(std::string_view PageColour::*time) {
  std::string text;
  for (const PageColour& colour : colours) text += fmt::format("--{}:{};", colour.name, colour.*time);
  return text;
}

constexpr std::string_view rules = R"(
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem;max-width:60rem;background:var(--ground);color:var(--text);
font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
p{margin:0 0 .75rem}
.faint{color:var(--faint)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;overflow-wrap:normal}
th,td{padding:.3rem .75rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);font-weight:400}
thead th{font-weight:600}
.n{text-align:right;white-space:nowrap}
.text{min-width:8rem;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:fit-content(11rem) minmax(0,1fr);margin:0;border-top:1px solid var(--line)}
dt,dd{margin:0;padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line);min-width:0}
dt{color:var(--faint)}
dd{white-space:pre-wrap}
svg{display:block}
text{fill:var(--text);font:.85rem system-ui,sans-serif}
.first{fill:var(--first)}.second{fill:var(--second)}.third{fill:var(--third)}
ul.key{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0 0 .5rem;padding:0}
ul.key svg{display:inline-block;vertical-align:-.1em;margin-right:.4em}
@media (max-width:30rem){table{font-size:.85rem}th,td{padding-right:.4rem}.text{min-width:4rem}}
@media print{body{max-width:none;padding:0;font-size:10pt}section,tr{break-inside:avoid}section.long{break-inside:auto}
svg *{print-color-adjust:exact;-webkit-print-color-adjust:exact}.wide{overflow:visible}}
)";

std::string style() {
  return fmt::format(
      ":root{{color-scheme:light dark;{}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}{}",
      variables(&PageColour::light), variables(&PageColour::dark), rules);
}

std::string cell(std::string_view tag, std::string_view attributes, const HtmlColumn& column, std::string_view text) {
  return fmt::format("<{0}{1} class=\"{2}\"><bdi>{3}</bdi></{0}>", tag, attributes, column.is_number ? "n" : "text",
                     html_text(text));
}

}  // namespace

std::string html_text(std::string_view text) { return escaped(harmless(text)); }

std::string html_block(std::string_view text) { return escaped(harmless_block(text)); }

std::span<const PageColour> page_colours() { return colours; }

std::string html_table(const HtmlTable& table) {
  const std::string name = html_text(table.name);
  std::string out = fmt::format("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n", name);
  out += fmt::format("<table aria-label=\"{}\">\n<thead><tr>", name);
  for (const HtmlColumn& column : table.columns) out += cell("th", " scope=\"col\"", column, column.header);
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    out += "<tr>" + cell("th", " scope=\"row\"", table.columns.front(), row.front());
    for (std::size_t i = 1; i < row.size(); ++i) out += cell("td", "", table.columns[i], row[i]);
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n</div>\n";
}

std::string html_page(std::string_view title, std::string_view body) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
      html_text(title), style(), body);
}

}  // namespace nexor
