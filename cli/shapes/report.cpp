#include "cli/shapes/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/output/bar.h"

namespace nexor {

namespace {

using RowColumn = Column<ReportRow>;

double share_of(const Report& report, std::int64_t count) {
  return report.count == 0 ? 0 : static_cast<double>(count) / static_cast<double>(report.count);
}

std::string plan_of(const ReportRow& row) { return row.plan ? row.plan->key : ""; }
std::string reason_of(const ReportRow& row) { return row.reason ? row.reason->code : ""; }

RowColumn number(std::string name, int priority, std::int64_t (*value)(const ReportRow&)) {
  return {std::move(name), priority, false, [value](const ReportRow& r) { return std::to_string(value(r)); },
          Align::right};
}

std::int64_t voluntary_in(const ReportRow& row) { return row.voluntary; }
std::int64_t involuntary_in(const ReportRow& row) { return row.involuntary; }
std::int64_t terms_in(const ReportRow& row) { return row.terms; }

void add_reasons(std::vector<RowColumn>& columns, const Report& report) {
  columns.push_back({"label", 3, true, [](const ReportRow& r) { return r.reason ? r.reason->label : ""; }});
  columns.push_back({"voluntary", 4, false, [](const ReportRow& r) {
                       return std::string(!r.reason ? "" : r.reason->is_voluntary ? "true" : "false");
                     }});
  columns.push_back(number("cancelled", 0, cancelled_in));
  columns.push_back(
      {"share", 2, false, [&report](const ReportRow& r) { return share_fraction(report, count_of(r)); }, Align::right});
}

void add_money(std::vector<RowColumn>& columns, ReportKind kind) {
  columns.push_back({std::string(money_name(kind)), 0, false, [](const ReportRow& r) { return amount_text(r.revenue); },
                     Align::right});
  columns.push_back({"currency", 0, false, [](const ReportRow& r) { return r.revenue.currency; }});
}

void add_counts(std::vector<RowColumn>& columns, ReportKind kind) {
  if (kind == ReportKind::churn) {
    columns.push_back(number("cancelled", 0, cancelled_in));
    columns.push_back(number("voluntary", 3, voluntary_in));
    columns.push_back(number("involuntary", 4, involuntary_in));
    return add_money(columns, kind);
  }
  columns.push_back(number("ending", 0, count_of));
  columns.push_back(number("cancelled", 3, cancelled_in));
  columns.push_back(number("terms", 4, terms_in));
  add_money(columns, kind);
}

bool says_something(const RowColumn& column, const Report& report) {
  return std::ranges::any_of(report.rows, [&](const ReportRow& row) { return !column.text(row).empty(); });
}

// As people read it: an amount with its currency, a share as a percentage. A plan's key may be cut beside what else
// says which row it is.
void make_readable(RowColumn& column, const Report& report) {
  if (column.name == "share") {
    column.text = [&report](const ReportRow& row) { return share_text(report, count_of(row)); };
  } else if (column.name == money_name(report.kind)) {
    column.text = [](const ReportRow& row) { return text_of(row.revenue); };
  } else if (column.name == "plan") {
    column.may_be_cut = report.parts.time != ReportTime::none || report.parts.by_reason;
  }
}

}  // namespace

std::string month_of(const ReportRow& row) {
  constexpr std::size_t length_of_month = 7;
  return row.time.substr(0, length_of_month);
}

std::string_view name_of(ReportKind kind) {
  switch (kind) {
    case ReportKind::reasons:
      return "reasons";
    case ReportKind::churn:
      return "churn";
    case ReportKind::upcoming:
      break;
  }
  return "upcoming";
}

std::string_view money_name(ReportKind kind) {
  return kind == ReportKind::churn ? "lost_per_month" : "ending_per_month";
}

std::string title_of(ReportKind kind) {
  switch (kind) {
    case ReportKind::reasons:
      return "Why subscriptions are cancelled";
    case ReportKind::churn:
      return "What cancellations have ended";
    case ReportKind::upcoming:
      break;
  }
  return "What ends next";
}

std::vector<std::string> names_of(const ReportParts& parts) {
  std::vector<std::string> names;
  if (parts.time == ReportTime::month) names.emplace_back("month");
  if (parts.time == ReportTime::day) names.emplace_back("day");
  if (parts.by_plan) names.emplace_back("plan");
  if (parts.by_reason) names.emplace_back("reason");
  return names;
}

std::string share_fraction(const Report& report, std::int64_t count) {
  return fmt::format("{:.4f}", share_of(report, count));
}

std::string share_text(const Report& report, std::int64_t count) {
  constexpr double whole = 100.0;
  return fmt::format("{:.1f} %", whole * share_of(report, count));
}

Shape<ReportRow> report_shape(const Report& report) {
  Shape<ReportRow> shape{.kind = "report", .schema = "nexor.report_row/1", .columns = {}, .members = {}, .id = {}};
  if (report.kind == ReportKind::upcoming) {
    const bool is_day = report.parts.time == ReportTime::day;
    shape.columns.push_back({"on", 0, false, [is_day](const ReportRow& r) { return is_day ? r.time : ""; }});
  }
  shape.columns.push_back({"month", 0, false, month_of});
  shape.columns.push_back({"plan", 0, false, plan_of});
  shape.columns.push_back({"reason", 0, false, reason_of});
  if (report.kind == ReportKind::reasons) {
    add_reasons(shape.columns, report);
  } else {
    add_counts(shape.columns, report.kind);
  }
  shape.members = [&report](JsonWriter& json, const ReportRow& row) { write_report_row(json, row, report); };
  shape.id = [](const ReportRow& row) { return row.reason ? row.reason->code : plan_of(row); };
  return shape;
}

Shape<ReportRow> report_table_shape(const Report& report) {
  Shape<ReportRow> shape = report_shape(report);
  std::erase_if(shape.columns, [&](const RowColumn& column) {
    const bool repeats_day = column.name == "month" && report.parts.time == ReportTime::day;
    return repeats_day || column.name == "currency" || !says_something(column, report);
  });
  for (RowColumn& column : shape.columns) make_readable(column, report);
  std::int64_t most = 0;
  for (const ReportRow& row : report.rows) most = std::max(most, count_of(row));
  constexpr int cells = 20;
  shape.columns.push_back(
      {"", 1, false, [most](const ReportRow& row) { return bar_text(count_of(row), most, cells); }});
  return shape;
}

std::string summary_of(const Report& report) {
  ReportRow all;
  for (const ReportRow& row : folded(report.rows, {})) all = row;
  std::string text = fmt::format("{} cancelled, {} of them voluntary", cancelled_in(all), all.voluntary);
  if (report.kind == ReportKind::reasons) return text;
  if (report.kind == ReportKind::upcoming) text += fmt::format("; {} at the end of a fixed term", all.terms);
  std::vector<std::string> amounts;
  for (const ReportRow& row : folded(report.rows, {.by_currency = true})) amounts.push_back(text_of(row.revenue));
  if (amounts.empty()) return text;
  return text +
         fmt::format("; {} a month {}", fmt::join(amounts, ", "), report.kind == ReportKind::churn ? "lost" : "ending");
}

std::string range_of(const ShownReport& shown) {
  const ReportKind kind = shown.report.kind;
  std::string text = kind == ReportKind::reasons ? "requested" : kind == ReportKind::churn ? "ended" : "ending";
  if (shown.since) text += fmt::format(" from {} on", *shown.since);
  if (shown.until) return text + fmt::format(" before {}", *shown.until);
  if (kind == ReportKind::churn) return text + " until now";
  return shown.since ? text : text + " at any time";
}

}  // namespace nexor
