#include "cli/shapes/report_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/text/bar_chart.h"
#include "lib/text/html.h"

namespace nexor {

namespace {

// One thing that rows are told apart by, as people call it.
struct Part {
  std::string name;  // an identifier
  std::string header;
  ReportParts parts;
};

std::vector<Part> parts_of(const Report& report) {
  std::vector<Part> all;
  const bool is_day = report.parts.time == ReportTime::day;
  if (report.parts.time != ReportTime::none) {
    all.push_back({is_day ? "day" : "month", is_day ? "Day" : "Month", {.time = report.parts.time}});
  }
  if (report.parts.by_plan) all.push_back({"plan", "Plan", {.by_plan = true}});
  if (report.parts.by_reason) all.push_back({"reason", "Reason", {.by_reason = true}});
  return all;
}

// What a row is of, by the one thing that tells it apart. Where a fixed term ends there is no reason.
std::string label_of(const ReportRow& row, const Part& part) {
  if (part.parts.time != ReportTime::none) return row.time;
  if (part.parts.by_plan) return fmt::format("{} · {}", row.plan->key, row.plan->name);
  if (!row.reason) return "Fixed term ends";
  return row.reason->label;
}

std::vector<std::string> series_of(ReportKind kind) {
  if (kind == ReportKind::upcoming) return {"voluntary", "involuntary", "fixed term"};
  return {"voluntary", "involuntary"};
}

std::vector<std::int64_t> counts_of(const ReportRow& row, ReportKind kind) {
  if (kind == ReportKind::upcoming) return {row.voluntary, row.involuntary, row.terms};
  return {row.voluntary, row.involuntary};
}

std::string what_is_counted(ReportKind kind) { return kind == ReportKind::upcoming ? "Ending" : "Cancelled"; }

std::string what_is_paid(ReportKind kind) { return kind == ReportKind::churn ? "Lost per month" : "Ending per month"; }

HtmlTable count_table(const Report& report, const Part& part, const std::vector<ReportRow>& rows) {
  HtmlTable table{what_is_counted(report.kind) + " by " + part.name, {{part.header}, {"All", true}}, {}};
  for (const std::string& series : series_of(report.kind)) table.columns.push_back({series, true});
  table.columns.push_back({"Share", true});
  for (const ReportRow& row : rows) {
    std::vector<std::string> cells{label_of(row, part), std::to_string(count_of(row))};
    for (const std::int64_t count : counts_of(row, report.kind)) cells.push_back(std::to_string(count));
    cells.push_back(share_text(report, count_of(row)));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::string section(const std::string& title, const BarChart& chart, const HtmlTable& table) {
  return fmt::format("<section{}>\n<h2>{}</h2>\n{}{}</section>\n", table.rows.size() > 10 ? " class=\"long\"" : "",
                     html_text(title), bar_chart_svg(chart), html_table(table));
}

std::string count_section(const Report& report, const Part& part) {
  const std::vector<ReportRow> rows = folded(report.rows, part.parts);
  const HtmlTable table = count_table(report, part, rows);
  BarChart chart{"count-" + part.name, table.name, "The table below has the same numbers.", series_of(report.kind), {}};
  for (const ReportRow& row : rows) {
    chart.bars.push_back({label_of(row, part), counts_of(row, report.kind), std::to_string(count_of(row))});
  }
  return section(table.name, chart, table);
}

std::vector<ReportRow> of_currency(std::vector<ReportRow> rows, const std::string& currency) {
  std::erase_if(rows, [&](const ReportRow& row) { return row.revenue.currency != currency; });
  return rows;
}

std::string money_section(const Report& report, const Part& part, const std::string& currency) {
  ReportParts parts = part.parts;
  parts.by_currency = true;
  const std::string title = fmt::format("{} in {}, by {}", what_is_paid(report.kind), currency, part.name);
  HtmlTable table{title, {{part.header}, {currency, true}}, {}};
  BarChart chart{"money-" + part.name + "-" + currency, title, "The table below has the same amounts.", {currency}, {}};
  for (const ReportRow& row : of_currency(folded(report.rows, parts), currency)) {
    table.rows.push_back({label_of(row, part), amount_text(row.revenue)});
    chart.bars.push_back({label_of(row, part), {row.revenue.amount_minor}, amount_text(row.revenue)});
  }
  return section(title, chart, table);
}

std::vector<std::string> currencies_of(const Report& report) {
  std::vector<std::string> currencies;
  if (!report.parts.by_currency) return currencies;
  for (const ReportRow& row : folded(report.rows, {.by_currency = true})) currencies.push_back(row.revenue.currency);
  return currencies;
}

std::string detail_section(const Report& report, const std::vector<Part>& parts) {
  HtmlTable table{"All rows", {}, {}};
  for (const Part& part : parts) table.columns.push_back({part.header});
  table.columns.push_back({what_is_counted(report.kind), true});
  if (report.parts.by_currency) table.columns.push_back({what_is_paid(report.kind), true});
  for (const ReportRow& row : report.rows) {
    std::vector<std::string> cells;
    for (const Part& part : parts) cells.push_back(label_of(row, part));
    cells.push_back(std::to_string(count_of(row)));
    if (report.parts.by_currency) cells.push_back(text_of(row.revenue));
    table.rows.push_back(std::move(cells));
  }
  return "<section class=\"long\">\n<h2>In detail</h2>\n" + html_table(table) + "</section>\n";
}

}  // namespace

std::string page_of(const ShownReport& shown) {
  const Report& report = shown.report;
  const std::vector<Part> parts = parts_of(report);
  std::string body = fmt::format("<h1>{}</h1>\n<p class=\"faint\">{}; made {}, days of {}</p>\n<p>{}.</p>\n",
                                 html_text(title_of(report.kind)), html_text(range_of(shown)), text_of(shown.made_at),
                                 html_text(shown.time_zone), html_text(summary_of(report)));
  if (report.rows.empty()) return html_page(title_of(report.kind), body);
  for (const Part& part : parts) body += count_section(report, part);
  for (const std::string& currency : currencies_of(report)) body += money_section(report, parts.front(), currency);
  if (parts.size() > 1) body += detail_section(report, parts);
  return html_page(title_of(report.kind), body);
}

}  // namespace nexor
