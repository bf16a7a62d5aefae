#include "lib/store/sqlite/subscription_filter.h"

#include <string_view>

#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/search_index.h"

namespace nexor::sqlite {

namespace {

constexpr std::string_view with_status =
    " AND instr(:statuses, ',' ||"
    " CASE WHEN e.cancelled_at <= :now THEN 'cancelled' WHEN s.fixed_end_at <= :now THEN 'expired'"
    " WHEN e.cancelled_at IS NOT NULL THEN 'pending_cancellation' WHEN s.starts_at > :now THEN 'scheduled'"
    " WHEN s.anchor_at > :now THEN 'trialing' ELSE 'active' END || ',') > 0";

// Found by the instants of live cancellations and of fixed terms, of which few fall into a range; then held to the day.
constexpr std::string_view with_end =
    " AND coalesce(e.cancelled_on, s.fixed_end_on) >= :ends_from"
    " AND coalesce(e.cancelled_on, s.fixed_end_on) < :ends_until"
    " AND s.id IN (SELECT subscription FROM effects"
    " WHERE effective_at >= :earliest_end AND effective_at < :latest_end"
    " UNION ALL SELECT a.id FROM effects AS c JOIN subscriptions AS a ON a.base = c.subscription"
    " WHERE c.effective_at >= :earliest_end AND c.effective_at < :latest_end"
    " UNION ALL SELECT id FROM subscriptions WHERE fixed_end_at >= :earliest_end AND fixed_end_at < :latest_end)";

constexpr std::string_view with_start = " AND s.start_on >= :starts_from AND s.start_on < :starts_until";

// Around every date that is ever written.
const Date first_day{std::chrono::sys_days{std::chrono::year{1900} / 1 / 1}};
const Date last_day{std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}};

bool asks_for_end(const SubscriptionFilter& filter) { return filter.ends_from || filter.ends_until; }
bool asks_for_start(const SubscriptionFilter& filter) { return filter.starts_from || filter.starts_until; }
bool needs_endings(const SubscriptionFilter& filter) { return !filter.statuses.empty() || asks_for_end(filter); }

// The instants are two days wider than the dates: farther than any zone is from UTC, and a `now` lies within its day.
void bind_end(Query& query, const SubscriptionFilter& filter) {
  constexpr std::chrono::days farther_than_any_zone{2};
  const Date from = filter.ends_from.value_or(first_day);
  const Date until = filter.ends_until.value_or(last_day);
  query.bind(":ends_from", from).bind(":ends_until", until);
  query.bind(":earliest_end", Instant{(from - farther_than_any_zone).day()});
  query.bind(":latest_end", Instant{(until + farther_than_any_zone).day()});
}

}  // namespace

std::string conditions(const SubscriptionFilter& filter) {
  std::string sql;
  if (filter.account) sql += " AND s.account = :account";
  if (filter.plan) sql += " AND s.plan = :plan";
  if (!filter.statuses.empty()) sql += with_status;
  if (asks_for_end(filter)) sql += with_end;
  if (asks_for_start(filter)) sql += with_start;
  sql += with_words("s.id", filter.search);
  return sql;
}

std::string endings(const SubscriptionFilter& filter) {
  return needs_endings(filter) ? " JOIN endings AS e ON e.subscription = s.id" : "";
}

void bind_filter(Query& query, const SubscriptionFilter& filter, Instant now) {
  if (filter.account) query.bind(":account", filter.account->number());
  if (filter.plan) query.bind(":plan", filter.plan->number());
  if (!filter.statuses.empty()) {
    std::string statuses = ",";
    for (const Status status : filter.statuses) statuses += std::string(name_of(status)) + ',';
    query.bind(":statuses", statuses).bind(":now", now);
  }
  if (asks_for_end(filter)) bind_end(query, filter);
  bind_words(query, filter.search);
  if (asks_for_start(filter)) {
    query.bind(":starts_from", filter.starts_from.value_or(first_day));
    query.bind(":starts_until", filter.starts_until.value_or(last_day));
  }
}

}  // namespace nexor::sqlite
