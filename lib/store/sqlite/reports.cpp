#include "lib/store/reports.h"

#include <map>
#include <tuple>
#include <utility>

#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/rows.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

// Around every date that is ever written, and every instant.
const Date first_day{std::chrono::sys_days{std::chrono::year{1900} / 1 / 1}};
const Date last_day{std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}};
constexpr std::chrono::days farther_than_any_zone{2};
const Instant first_instant{(first_day - farther_than_any_zone).day()};
const Instant last_instant{(last_day + farther_than_any_zone).day()};

// One that is counted.
struct Counted {
  std::string day;
  std::int64_t plan = 0;
  std::int64_t number = 0;       // of its cancellation
  std::optional<Reason> reason;  // null where a fixed term ends
  std::int64_t paid_quantity = 0;
};

// Adds rows up as they come. SQLite's own GROUP BY sorts all of them first, in memory.
class Tally {
 public:
  explicit Tally(ReportGrouping grouping) : grouping_(grouping) {}

  void add(Counted row) {
    Sum& sum = sums_[key_of(row)];
    ReportGroup& group = sum.group;
    (!row.reason ? group.terms : row.reason->is_voluntary ? group.voluntary : group.involuntary) += 1;
    if (__builtin_add_overflow(group.paid_quantity, row.paid_quantity, &group.paid_quantity)) {
      throw corrupt("the quantities can't be added up");
    }
    if (!grouping_.by_reason || row.number < sum.newest) return;
    sum.newest = row.number;
    group.reason = std::move(row.reason);
  }

  std::vector<ReportGroup> take(Connection& connection) {
    std::vector<ReportGroup> groups;
    for (auto& [key, sum] : sums_) {
      sum.group.time = std::get<0>(key);
      if (grouping_.by_plan) sum.group.plan = plan_of(connection, std::get<1>(key));
      groups.push_back(std::move(sum.group));
    }
    return groups;
  }

 private:
  // Time, plan, reason and whether it is voluntary, which a configuration may have changed.
  using Key = std::tuple<std::string, std::int64_t, std::string, bool>;

  struct Sum {
    ReportGroup group;
    std::int64_t newest = 0;
  };

  Key key_of(const Counted& row) const {
    constexpr std::size_t length_of_month = 7;
    std::string time;
    if (grouping_.time == ReportTime::day) time = row.day;
    if (grouping_.time == ReportTime::month) time = row.day.substr(0, length_of_month);
    const bool has_reason = grouping_.by_reason && row.reason;
    return {std::move(time), grouping_.by_plan ? row.plan : 0, has_reason ? row.reason->code : "",
            has_reason && row.reason->is_voluntary};
  }

  const Plan& plan_of(Connection& connection, std::int64_t id) {
    const auto known = plans_.find(id);
    if (known != plans_.end()) return known->second;
    Query query(connection,
                "SELECT id, key, name, period, price_minor, currency, trial_days, notice_days, minimum_terms,"
                " fixed_terms, is_addon, created_at, retired_at FROM plans WHERE id = :id");
    if (!query.bind(":id", id).step()) throw corrupt("a plan is gone");
    return plans_.emplace(id, plan_in(query)).first->second;
  }

  ReportGrouping grouping_;
  std::map<Key, Sum> sums_;
  std::map<std::int64_t, Plan> plans_;
};

Reason reason_in(Query& row) {
  Reason reason{.code = row.text(), .label = row.text()};
  reason.is_voluntary = row.truth();
  return reason;
}

// Columns: the day, the plan, the quantity or 0 where nothing was paid for, and the decision where one ends it.
void add_rows(Query& query, Tally& tally) {
  while (query.step()) {
    Counted row{.day = query.text(), .plan = query.integer(), .number = 0, .reason = {}};
    row.paid_quantity = query.integer();
    if (const auto number = query.optional_integer()) {
      row.number = *number;
      row.reason = reason_in(query);
    }
    tally.add(std::move(row));
  }
}

class ReportsTable final : public Reports {
 public:
  explicit ReportsTable(Connection& connection) : connection_(connection) {}

  std::vector<ReportGroup> decisions(const DecisionRange& range, ReportGrouping grouping, const Zone& zone) override {
    Query query(connection_,
                "SELECT c.requested_at, s.plan, c.id, c.reason, c.reason_label, c.is_voluntary"
                " FROM cancellations AS c JOIN subscriptions AS s ON s.id = c.subscription"
                " WHERE c.state = 'live' AND c.requested_at >= :from AND c.requested_at < :until");
    query.bind(":from", range.from.value_or(first_instant)).bind(":until", range.until.value_or(last_instant));
    Tally tally(grouping);
    while (query.step()) {
      const Instant requested_at = query.instant();
      Counted row{.day = {}, .plan = query.integer(), .number = query.integer(), .reason = reason_in(query)};
      if (grouping.time != ReportTime::none) row.day = text_of(zone.date_at(requested_at));
      tally.add(std::move(row));
    }
    return tally.take(connection_);
  }

  std::vector<ReportGroup> endings(const EndRange& range, ReportGrouping grouping) override {
    Tally tally(grouping);
    add_own(range, tally);
    add_inherited(range, tally);
    if (range.with_terms) add_terms(range, tally);
    return tally.take(connection_);
  }

 private:
  // What falls into the range is found by its instant, and then held to the day. `endings` says which decision it is
  // that ends a subscription. CROSS keeps SQLite to this order.
  void add_own(const EndRange& range, Tally& tally) {
    Query query(connection_,
                "SELECT c.effective_on, s.plan, CASE WHEN c.effective_on > s.anchor_on THEN s.quantity ELSE 0 END,"
                " c.id, c.reason, c.reason_label, c.is_voluntary"
                " FROM effects AS f CROSS JOIN cancellations AS c ON c.id = f.id"
                " CROSS JOIN subscriptions AS s ON s.id = c.subscription"
                " CROSS JOIN endings AS e ON e.subscription = s.id AND e.cancellation = c.id"
                " WHERE f.effective_at > :after AND f.effective_at <= :at_last"
                " AND c.effective_on >= :from AND c.effective_on < :until");
    bind(query, range);
    add_rows(query, tally);
  }

  void add_inherited(const EndRange& range, Tally& tally) {
    Query query(connection_,
                "SELECT c.effective_on, s.plan, CASE WHEN c.effective_on > s.anchor_on THEN s.quantity ELSE 0 END,"
                " c.id, c.reason, c.reason_label, c.is_voluntary"
                " FROM effects AS f CROSS JOIN cancellations AS c ON c.id = f.id"
                " CROSS JOIN subscriptions AS s ON s.base = c.subscription"
                " CROSS JOIN endings AS e ON e.subscription = s.id AND e.cancellation = c.id"
                " WHERE f.effective_at > :after AND f.effective_at <= :at_last"
                " AND c.effective_on >= :from AND c.effective_on < :until");
    bind(query, range);
    add_rows(query, tally);
  }

  void add_terms(const EndRange& range, Tally& tally) {
    Query query(connection_,
                "SELECT s.fixed_end_on, s.plan, CASE WHEN s.fixed_end_on > s.anchor_on THEN s.quantity ELSE 0 END, NULL"
                " FROM subscriptions AS s CROSS JOIN endings AS e ON e.subscription = s.id"
                " WHERE s.fixed_end_at > :after AND s.fixed_end_at <= :at_last AND e.cancellation IS NULL"
                " AND s.fixed_end_on >= :from AND s.fixed_end_on < :until");
    bind(query, range);
    add_rows(query, tally);
  }

  static void bind(Query& query, const EndRange& range) {
    const Date from = range.from.value_or(first_day);
    const Date until = range.until.value_or(last_day);
    const Instant earliest{(from - farther_than_any_zone).day()};
    const Instant latest{(until + farther_than_any_zone).day()};
    query.bind(":from", from).bind(":until", until);
    query.bind(":after", std::max(range.after.value_or(earliest), earliest));
    query.bind(":at_last", std::min(range.at_last.value_or(latest), latest));
  }

  Connection& connection_;
};

}  // namespace

std::unique_ptr<Reports> reports_table(Connection& connection) { return std::make_unique<ReportsTable>(connection); }

}  // namespace nexor::sqlite
