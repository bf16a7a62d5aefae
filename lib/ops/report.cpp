#include "lib/ops/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "lib/error.h"
#include "lib/model/revenue.h"
#include "lib/store/store.h"

namespace nexor {

namespace {

ReportParts parts_of(const ReportOrder& order) {
  ReportParts parts{.by_currency = order.kind != ReportKind::reasons};
  if (order.kind == ReportKind::reasons) parts.by_reason = true;
  if (!order.by && order.kind != ReportKind::reasons) {
    parts.time = order.kind == ReportKind::churn ? ReportTime::month : ReportTime::day;
    parts.by_plan = true;
  }
  if (order.by == ReportBy::plan) parts.by_plan = true;
  if (order.by == ReportBy::month) parts.time = ReportTime::month;
  if (order.by == ReportBy::reason) parts.by_reason = true;
  return parts;
}

[[noreturn]] void refuse_sum() { throw Error(Fault::internal, "the amounts of this report are too large to add up"); }

Money revenue_of(const ReportGroup& group) {
  const auto revenue = per_month(group.plan->price, group.plan->period, group.paid_quantity);
  if (!revenue) refuse_sum();
  return *revenue;
}

ReportRow row_of(const ReportGroup& group, bool has_revenue) {
  ReportRow row{.time = group.time, .plan = {}, .reason = group.reason, .revenue = {}};
  if (group.plan) row.plan = ReportPlan{group.plan->key, group.plan->name};
  row.voluntary = group.voluntary;
  row.involuntary = group.involuntary;
  row.terms = group.terms;
  if (has_revenue) row.revenue = revenue_of(group);
  return row;
}

void add(ReportRow& sum, const ReportRow& row) {
  sum.voluntary += row.voluntary;
  sum.involuntary += row.involuntary;
  sum.terms += row.terms;
  if (__builtin_add_overflow(sum.revenue.amount_minor, row.revenue.amount_minor, &sum.revenue.amount_minor)) {
    refuse_sum();
  }
}

// The row with only what tells it apart.
ReportRow stripped(ReportRow row, const ReportParts& parts) {
  if (parts.time == ReportTime::none) row.time.clear();
  if (!parts.by_plan) row.plan.reset();
  if (!parts.by_reason) row.reason.reset();
  if (!parts.by_currency) row.revenue = {};
  return row;
}

auto name_of(const ReportRow& row) {
  return std::tuple(row.time, row.plan ? row.plan->key : std::string(), row.reason ? row.reason->code : std::string(),
                    row.reason && row.reason->is_voluntary, row.revenue.currency);
}

bool comes_first(const ReportRow& a, const ReportRow& b) {
  if (a.time != b.time) return a.time < b.time;
  if (count_of(a) != count_of(b)) return count_of(a) > count_of(b);
  return name_of(a) < name_of(b);
}

}  // namespace

std::int64_t cancelled_in(const ReportRow& row) { return row.voluntary + row.involuntary; }

std::int64_t count_of(const ReportRow& row) { return cancelled_in(row) + row.terms; }

std::vector<ReportRow> folded(const std::vector<ReportRow>& rows, const ReportParts& parts) {
  std::map<decltype(name_of(rows.front())), ReportRow> sums;
  for (const ReportRow& row : rows) {
    ReportRow kept = stripped(row, parts);
    const auto [sum, is_new] = sums.try_emplace(name_of(kept), kept);
    if (!is_new) add(sum->second, kept);
  }
  std::vector<ReportRow> result;
  for (auto& [name, sum] : sums) result.push_back(std::move(sum));
  std::ranges::sort(result, comes_first);
  return result;
}

// Money is worked out plan by plan, also where plans are not told apart.
Report make_report(Transaction& transaction, const ReportOrder& order, const Zone& zone) {
  Report report{.kind = order.kind, .parts = parts_of(order), .rows = {}};
  const bool has_revenue = report.parts.by_currency;
  const ReportGrouping grouping{report.parts.time, report.parts.by_plan || has_revenue, report.parts.by_reason};
  const std::vector<ReportGroup> groups = has_revenue
                                              ? transaction.reports().endings(order.ends, grouping)
                                              : transaction.reports().decisions(order.requested, grouping, zone);
  std::vector<ReportRow> rows;
  for (const ReportGroup& group : groups) rows.push_back(row_of(group, has_revenue));
  report.rows = folded(rows, report.parts);
  for (const ReportRow& row : report.rows) report.count += count_of(row);
  return report;
}

}  // namespace nexor
