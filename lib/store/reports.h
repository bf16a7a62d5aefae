#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/model/plan.h"
#include "lib/model/reason.h"
#include "lib/model/zone.h"

namespace nexor {

// What tells the rows of a report apart.
enum class ReportTime { none, month, day };

struct ReportGrouping {
  ReportTime time = ReportTime::none;
  bool by_plan = false;
  bool by_reason = false;
};

// One row: how many there are of what it stands for. What it isn't told apart by is empty.
struct ReportGroup {
  std::string time;  // `2026-12`, or `2026-12-01`
  std::optional<Plan> plan;
  std::optional<Reason> reason;  // with the newest cancellation's label; null where a fixed term ends, too
  std::int64_t voluntary = 0;
  std::int64_t involuntary = 0;
  std::int64_t terms = 0;          // fixed terms that end by themselves
  std::int64_t paid_quantity = 0;  // of all that ends after its first paid day
};

// Which decisions, by the instant at which they were requested; what is absent doesn't restrict.
struct DecisionRange {
  std::optional<Instant> from;   // inclusive
  std::optional<Instant> until;  // exclusive
};

// Which ends, by their day and by their instant; what is absent doesn't restrict.
struct EndRange {
  std::optional<Date> from;        // inclusive
  std::optional<Date> until;       // exclusive
  std::optional<Instant> after;    // later than this
  std::optional<Instant> at_last;  // at or before this
  bool with_terms = false;         // fixed terms that nothing ends before, too
};

// What is counted for reports. An engine adds up where the rows are: memory goes with the groups, not with the rows.
// The order of groups is the engine's own.
class Reports {
 public:
  virtual ~Reports() = default;

  // Decisions that stand: what was withdrawn or replaced isn't counted. An add-on that ends with its base has none of
  // its own. Days are those of `zone`; nothing is said of quantities.
  virtual std::vector<ReportGroup> decisions(const DecisionRange& range, ReportGrouping grouping, const Zone& zone) = 0;

  // Subscriptions that a decision ends, their own or their base's, by the day on which they do: the account's.
  virtual std::vector<ReportGroup> endings(const EndRange& range, ReportGrouping grouping) = 0;
};

}  // namespace nexor
