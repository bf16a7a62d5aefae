#include "lib/store/sqlite/subscription_glance.h"

#include <string>

#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/search_index.h"
#include "lib/store/sqlite/subscription_filter.h"

namespace nexor::sqlite {

namespace {

// Those that match among the next `looked_at` in the order of keys, `limit` at most. The words are looked for where
// the index has them from.
std::vector<SubscriptionId> found_among(Connection& connection, const SubscriptionFilter& filter, Instant now,
                                        const std::string& after, std::int64_t looked_at, std::int64_t limit) {
  SubscriptionFilter rest = filter;
  rest.search.clear();
  const bool is_descending = filter.order.is_descending;
  Query query(connection, "SELECT s.id FROM (SELECT id FROM subscriptions WHERE key " +
                              std::string(is_descending ? "< :after ORDER BY key DESC" : "> :after ORDER BY key") +
                              " LIMIT :looked_at) AS next CROSS JOIN subscriptions AS s ON s.id = next.id"
                              " CROSS JOIN accounts AS a ON a.id = s.account" +
                              endings(rest) + " WHERE 1" + conditions(rest) +
                              " AND is_found(s.key || char(10) || a.key || char(10) || a.name || char(10) ||"
                              " coalesce(a.email, ''), :words) ORDER BY s.key" +
                              (is_descending ? " DESC" : "") + " LIMIT :limit");
  bind_filter(query, rest, now);
  query.bind(":after", after).bind(":looked_at", looked_at).bind(":words", text_of_words(filter.search));
  query.bind(":limit", limit);
  std::vector<SubscriptionId> found;
  while (query.step()) found.emplace_back(query.integer());
  return found;
}

// What every reader waits for is a few milliseconds.
constexpr std::int64_t few = 500;

}  // namespace

std::optional<std::vector<SubscriptionId>> first_of_many(Connection& connection, const SubscriptionFilter& filter,
                                                         Instant now, const PageRequest& page, std::int64_t limit) {
  if (filter.search.empty() || limit > few) return {};
  if (filter.order.is_descending && !page.after) return {};
  auto found = found_among(connection, filter, now, page.after.value_or(""), few, limit);
  if (static_cast<std::int64_t>(found.size()) < limit) return {};
  return found;
}

bool are_many(Connection& connection, const SubscriptionFilter& filter, Instant now, std::int64_t most) {
  if (filter.search.empty()) return false;
  constexpr std::int64_t one_in = 20;
  if (!first_of_many(connection, filter, now, {}, few / one_in)) return false;
  const auto found = found_among(connection, filter, now, "", most * one_in, most);
  return static_cast<std::int64_t>(found.size()) == most;
}

}  // namespace nexor::sqlite
