#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/model/money.h"
#include "lib/model/reason.h"
#include "lib/store/reports.h"

namespace nexor {

class Transaction;

enum class ReportKind { reasons, churn, upcoming };
enum class ReportBy { plan, month, reason };

struct ReportOrder {
  ReportKind kind = ReportKind::reasons;
  std::optional<ReportBy> by;    // else as the kind is told apart by itself
  DecisionRange requested = {};  // of reasons
  EndRange ends = {};            // of the others
};

// What rows are told apart by. Reports of money have a row for each currency as well.
struct ReportParts {
  ReportTime time = ReportTime::none;
  bool by_plan = false;
  bool by_reason = false;
  bool by_currency = false;
};

struct ReportPlan {
  std::string key;
  std::string name;
};

struct ReportRow {
  std::string time;
  std::optional<ReportPlan> plan;
  std::optional<Reason> reason;
  std::int64_t voluntary = 0;
  std::int64_t involuntary = 0;
  std::int64_t terms = 0;
  Money revenue;  // in a month; of no currency where the report is not about money
};

std::int64_t cancelled_in(const ReportRow& row);
std::int64_t count_of(const ReportRow& row);  // those and the fixed terms

struct Report {
  ReportKind kind = ReportKind::reasons;
  ReportParts parts;
  std::vector<ReportRow> rows;  // by time, the most first, then by name
  std::int64_t count = 0;       // of all rows
};

// `reasons` counts the decisions that stand, by when they were requested. `churn` counts what they have ended, by the
// day of its end, and `upcoming` what ends next, fixed terms included. Both say what was paid for it in a month, by the
// plan's price as it is now and the subscription's quantity; what ended on or before its first paid day brought
// nothing.
Report make_report(Transaction& transaction, const ReportOrder& order, const Zone& zone);

// The same rows, added up over all that `parts` doesn't tell apart.
std::vector<ReportRow> folded(const std::vector<ReportRow>& rows, const ReportParts& parts);

}  // namespace nexor
