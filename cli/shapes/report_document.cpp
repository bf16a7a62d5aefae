#include "cli/print.h"
#include "cli/shapes/report.h"
#include "cli/shapes/shapes.h"

namespace nexor {

namespace {

void write_plan(JsonWriter& json, const std::optional<ReportPlan>& plan) {
  json.member("plan", plan ? std::optional(plan->key) : std::nullopt);
  json.member("plan_name", plan ? std::optional(plan->name) : std::nullopt);
}

void write_reason(JsonWriter& json, const std::optional<Reason>& reason) {
  json.member("reason", reason ? std::optional(reason->code) : std::nullopt);
  json.member("label", reason ? std::optional(reason->label) : std::nullopt);
}

void write_counts(JsonWriter& json, const ReportRow& row, ReportKind kind) {
  if (kind == ReportKind::upcoming) json.member("ending", count_of(row));
  json.member("cancelled", cancelled_in(row));
  if (kind != ReportKind::reasons) {
    json.member("voluntary", row.voluntary);
    json.member("involuntary", row.involuntary);
  }
  if (kind == ReportKind::upcoming) json.member("terms", row.terms);
}

void write_totals(JsonWriter& json, const Report& report) {
  ReportRow all;
  for (const ReportRow& row : folded(report.rows, {})) all = row;
  json.begin_object();
  write_counts(json, all, report.kind);
  if (report.kind == ReportKind::reasons) {
    json.member("voluntary", all.voluntary);
    json.member("involuntary", all.involuntary);
  } else {
    json.key(money_name(report.kind));
    json.begin_array();
    for (const ReportRow& row : folded(report.rows, {.by_currency = true})) write_money(json, row.revenue);
    json.end_array();
  }
  json.end_object();
}

}  // namespace

void write_report_row(JsonWriter& json, const ReportRow& row, const Report& report) {
  const bool is_day = report.parts.time == ReportTime::day;
  if (report.kind == ReportKind::upcoming) json.member("on", is_day ? std::optional(row.time) : std::nullopt);
  json.member("month", row.time.empty() ? std::nullopt : std::optional(month_of(row)));
  write_plan(json, row.plan);
  write_reason(json, row.reason);
  if (report.kind == ReportKind::reasons) json.member("voluntary", row.reason && row.reason->is_voluntary);
  write_counts(json, row, report.kind);
  json.key("share");
  json.json(share_fraction(report, count_of(row)));
  if (report.kind == ReportKind::reasons) return;
  json.key(money_name(report.kind));
  write_money(json, row.revenue);
}

std::string document_of(const ShownReport& shown) {
  const Report& report = shown.report;
  std::string document;
  JsonWriter json(document);
  json.begin_object();
  json.member("schema", "nexor.report/1");
  json.member("report", name_of(report.kind));
  json.key("by");
  json.begin_array();
  for (const std::string& name : names_of(report.parts)) json.value(name);
  json.end_array();
  json.member("since", shown.since);
  json.member("until", shown.until);
  json.member("time_zone", shown.time_zone);
  json.member("made_at", text_of(shown.made_at));
  json.key("totals");
  write_totals(json, report);
  json.key("items");
  json.begin_array();
  const Shape<ReportRow> shape = report_shape(report);
  for (const ReportRow& row : report.rows) json.json(json_object(shape, row, false));
  json.end_array();
  json.end_object();
  return document;
}

}  // namespace nexor
