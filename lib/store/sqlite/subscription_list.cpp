#include "lib/store/sqlite/subscription_list.h"

#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/rows.h"

namespace nexor::sqlite {

namespace {

// An account's few are found by its index and sorted; a term like `:account IS NULL OR …` would read the whole table.
constexpr const char* list_of_account =
    "SELECT s.id, s.key, s.account, s.plan, s.quantity, s.start_on, s.anchor_on, s.billing_day, s.base,"
    " s.starts_at, s.anchor_at, s.fixed_end_at, s.created_at"
    " FROM subscriptions AS s JOIN endings AS e ON e.subscription = s.id"
    " WHERE s.account = :account AND s.key > :after"
    " AND (:plan IS NULL OR s.plan = :plan) AND (:statuses IS NULL OR instr(:statuses, ',' ||"
    " CASE WHEN e.cancelled_at <= :now THEN 'cancelled' WHEN s.fixed_end_at <= :now THEN 'expired'"
    " WHEN e.cancelled_at IS NOT NULL THEN 'pending_cancellation' WHEN s.starts_at > :now THEN 'scheduled'"
    " WHEN s.anchor_at > :now THEN 'trialing' ELSE 'active' END || ',') > 0)"
    " ORDER BY s.key LIMIT :limit";

constexpr const char* list_of_all =
    "SELECT s.id, s.key, s.account, s.plan, s.quantity, s.start_on, s.anchor_on, s.billing_day, s.base,"
    " s.starts_at, s.anchor_at, s.fixed_end_at, s.created_at"
    " FROM subscriptions AS s JOIN endings AS e ON e.subscription = s.id"
    " WHERE s.key > :after"
    " AND (:plan IS NULL OR s.plan = :plan) AND (:statuses IS NULL OR instr(:statuses, ',' ||"
    " CASE WHEN e.cancelled_at <= :now THEN 'cancelled' WHEN s.fixed_end_at <= :now THEN 'expired'"
    " WHEN e.cancelled_at IS NOT NULL THEN 'pending_cancellation' WHEN s.starts_at > :now THEN 'scheduled'"
    " WHEN s.anchor_at > :now THEN 'trialing' ELSE 'active' END || ',') > 0)"
    " ORDER BY s.key LIMIT :limit";

constexpr const char* count_of_account =
    "SELECT count(*) FROM subscriptions AS s JOIN endings AS e ON e.subscription = s.id"
    " WHERE s.account = :account"
    " AND (:plan IS NULL OR s.plan = :plan) AND (:statuses IS NULL OR instr(:statuses, ',' ||"
    " CASE WHEN e.cancelled_at <= :now THEN 'cancelled' WHEN s.fixed_end_at <= :now THEN 'expired'"
    " WHEN e.cancelled_at IS NOT NULL THEN 'pending_cancellation' WHEN s.starts_at > :now THEN 'scheduled'"
    " WHEN s.anchor_at > :now THEN 'trialing' ELSE 'active' END || ',') > 0)";

constexpr const char* count_of_all =
    "SELECT count(*) FROM subscriptions AS s JOIN endings AS e ON e.subscription = s.id"
    " WHERE (:plan IS NULL OR s.plan = :plan) AND (:statuses IS NULL OR instr(:statuses, ',' ||"
    " CASE WHEN e.cancelled_at <= :now THEN 'cancelled' WHEN s.fixed_end_at <= :now THEN 'expired'"
    " WHEN e.cancelled_at IS NOT NULL THEN 'pending_cancellation' WHEN s.starts_at > :now THEN 'scheduled'"
    " WHEN s.anchor_at > :now THEN 'trialing' ELSE 'active' END || ',') > 0)";

void bind_filter(Query& query, const SubscriptionFilter& filter, Instant now) {
  std::string statuses = ",";
  for (const Status status : filter.statuses) statuses += std::string(name_of(status)) + ',';
  query.bind(":statuses", filter.statuses.empty() ? std::nullopt : std::optional(statuses));
  query.bind(":plan", filter.plan ? std::optional(filter.plan->number()) : std::nullopt);
  query.bind(":now", now);
  if (filter.account) query.bind(":account", filter.account->number());
}

}  // namespace

std::vector<Subscription> matching(Connection& connection, const SubscriptionFilter& filter, Instant now,
                                   const PageRequest& request) {
  Query query(connection, filter.account ? list_of_account : list_of_all);
  bind_filter(query, filter, now);
  query.bind(":after", request.after.value_or("")).bind(":limit", rows_to_read(request));
  std::vector<Subscription> found;
  while (query.step()) found.push_back(subscription_in(query));
  return found;
}

std::int64_t count_matching(Connection& connection, const SubscriptionFilter& filter, Instant now) {
  if (!filter.account && !filter.plan && filter.statuses.empty()) {
    return connection.ask("SELECT count(*) FROM subscriptions");
  }
  Query query(connection, filter.account ? count_of_account : count_of_all);
  bind_filter(query, filter, now);
  query.step();
  return query.integer();
}

std::map<Status, std::int64_t> count_by_status(Connection& connection, Instant now) {
  Query query(connection,
              "SELECT CASE WHEN e.cancelled_at <= :now THEN 'cancelled' WHEN s.fixed_end_at <= :now THEN 'expired'"
              " WHEN e.cancelled_at IS NOT NULL THEN 'pending_cancellation' WHEN s.starts_at > :now THEN 'scheduled'"
              " WHEN s.anchor_at > :now THEN 'trialing' ELSE 'active' END AS status, count(*)"
              " FROM subscriptions AS s JOIN endings AS e ON e.subscription = s.id GROUP BY status");
  query.bind(":now", now);
  std::map<Status, std::int64_t> counts;
  while (query.step()) {
    const auto status = parse_status(query.text());
    if (!status) throw corrupt("a status is unknown");
    counts[*status] = query.integer();
  }
  return counts;
}

// By the instants of live cancellations, of which few fall into the range, and not by subscription.
std::int64_t count_ending(Connection& connection, Instant from, Instant until) {
  Query query(connection,
              "SELECT count(*) FROM endings AS e WHERE e.cancelled_at >= :from AND e.cancelled_at < :until"
              " AND e.subscription IN ("
              "SELECT subscription FROM cancellations"
              " WHERE state = 'live' AND effective_at >= :from AND effective_at < :until"
              " UNION ALL SELECT s.id FROM cancellations AS c JOIN subscriptions AS s ON s.base = c.subscription"
              " WHERE c.state = 'live' AND c.effective_at >= :from AND c.effective_at < :until)");
  query.bind(":from", from).bind(":until", until).step();
  return query.integer();
}

}  // namespace nexor::sqlite
