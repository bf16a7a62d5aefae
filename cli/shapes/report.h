#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/output/columns.h"
#include "lib/ops/report.h"

namespace nexor {

// A report with what it was asked for.
struct ShownReport {
  Report report;
  std::optional<std::string> since;  // as they hold: a date or an instant; null where nothing bounds it
  std::optional<std::string> until;
  std::string time_zone;  // the store's
  Instant made_at;
};

std::string_view name_of(ReportKind kind);

// What a row's revenue is called, in reports of money.
std::string_view money_name(ReportKind kind);

// What rows are told apart by, as `by` in JSON: `month`, `day`, `plan`, `reason`.
std::vector<std::string> names_of(const ReportParts& parts);

// Rows with every column of the report's kind, in their documented order.
Shape<ReportRow> report_shape(const Report& report);

// The same for people: without the columns that say nothing here, and with a bar.
Shape<ReportRow> report_table_shape(const Report& report);

// `3 cancelled, 2 of them voluntary; 29.98 EUR a month lost`.
std::string summary_of(const Report& report);

// `nexor.report/1`
std::string document_of(const ShownReport& shown);

// What it is about, for the heading of a page.
std::string title_of(ReportKind kind);

// `requested from 2026-10-01 on`
std::string range_of(const ShownReport& shown);

// The part that `count` is of all that the report counts: `0.3750`, and `37.5 %`.
std::string share_fraction(const Report& report, std::int64_t count);
std::string share_text(const Report& report, std::int64_t count);

// `2026-12`, where rows are told apart by month or by day.
std::string month_of(const ReportRow& row);

// The members of a row's object.
void write_report_row(JsonWriter& json, const ReportRow& row, const Report& report);

}  // namespace nexor
