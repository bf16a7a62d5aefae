#include "lib/store/sqlite/subscription_list.h"

#include <array>
#include <charconv>
#include <iterator>
#include <span>
#include <string_view>

#include "lib/error.h"
#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/record_order.h"
#include "lib/store/sqlite/subscription_filter.h"
#include "lib/store/sqlite/subscription_glance.h"

namespace nexor::sqlite {

namespace {

// The statement of a list is put together from the literals below and those of its filter: only what is asked for
// stands in it, so that SQLite can choose the index that fits. Values are bound.

// A place in a list: the value that it is sorted by, and what tells rows of the same value apart in the order of the
// index: the row's id, or its cancellation's. Written as `VALUE/ID`.
struct Position {
  std::string value;
  std::int64_t id = 0;
};

std::string text_of(const Position& position) { return position.value + '/' + std::to_string(position.id); }

Position parse_position(const std::string& text) {
  const std::size_t slash = text.rfind('/');
  Position position{text.substr(0, slash), 0};
  const char* end = text.data() + text.size();
  const bool is_whole = slash != std::string::npos &&
                        std::from_chars(text.data() + slash + 1, end, position.id).ptr == end &&
                        slash + 1 < text.size();
  if (!is_whole) throw Error(Fault::input_invalid, "that cursor is of another list");
  return position;
}

// One way to walk through the table: what is selected from, what follows a place, and in which order. What shares the
// place's value and what lies beyond it are asked for one after the other: SQLite seeks by one column of a comparison
// of two, and would read all that share the value.
struct Walk {
  std::string_view from;
  std::string_view order;      // the columns of a place
  std::string_view tied;       // a condition on :value and :id; empty where no two rows share a value
  std::string_view beyond;     // a condition on :value or :id
  std::string_view ascending;  // by those columns, which stand behind the id
  std::string_view descending;
};

constexpr std::string_view all = " FROM subscriptions AS s";

constexpr Walk by_key{all, "s.key", "", " AND s.key # :value", " ORDER BY 2", " ORDER BY 2 DESC"};
constexpr Walk by_start{all,
                        "s.start_on, s.id",
                        " AND s.start_on = :value AND s.id # :id",
                        " AND s.start_on # :value",
                        " ORDER BY 2, 3",
                        " ORDER BY 2 DESC, 3 DESC"};
constexpr Walk by_creation{all, "s.id", "", " AND s.id # :id", " ORDER BY 2", " ORDER BY 2 DESC"};
constexpr Walk by_effect{" FROM cancellations AS own JOIN subscriptions AS s ON s.id = own.subscription",
                         "own.effective_at, own.id",
                         " AND own.effective_at = :value AND own.id # :id",
                         " AND own.effective_at # :value",
                         " ORDER BY 2, 3",
                         " ORDER BY 2 DESC, 3 DESC"};

// Which rows a walk takes: those of any of these conditions. Each has its own index, and SQLite merges their orders.
using Parts = std::span<const std::string_view>;
constexpr std::array<std::string_view, 1> every_row{""};
constexpr std::array<std::string_view, 2> with_live_one{" AND own.state = 'live' AND own.recorded_at IS NULL",
                                                        " AND own.state = 'live' AND own.recorded_at IS NOT NULL"};
constexpr std::array<std::string_view, 1> without_live_one{
    " AND NOT EXISTS (SELECT 1 FROM cancellations AS c WHERE c.subscription = s.id AND c.state = 'live')"};

// The `#` of a condition is what "behind" means in this direction.
std::string compared(std::string_view condition, bool is_descending) {
  std::string sql(condition);
  const std::size_t mark = sql.find('#');
  if (mark != std::string::npos) sql[mark] = is_descending ? '<' : '>';
  return sql;
}

void bind_place(Query& query, std::string_view condition, SubscriptionSort by, const Position& after) {
  if (condition.find(":id") != std::string_view::npos) query.bind(":id", after.id);
  if (condition.find(":value") == std::string_view::npos) return;
  if (by == SubscriptionSort::effective_on) {
    query.bind(":value", number_in(after.value));
  } else {
    query.bind(":value", after.value);
  }
}

// What a walk through the table needs to know, but for where it begins.
struct Course {
  Connection& connection;
  const SubscriptionFilter& filter;
  Instant now;
  const Walk& way;
  Parts parts;
  SubscriptionSort by;
};

// Adds at most `limit` rows that fulfil the condition on a place.
void add_stretch(const Course& course, std::string_view condition, const std::optional<Position>& after,
                 std::int64_t limit, std::vector<SubscriptionId>& found) {
  const bool is_descending = course.filter.order.is_descending;
  const Walk& way = course.way;
  std::string sql;
  for (const std::string_view part : course.parts) {
    sql += (sql.empty() ? "SELECT s.id, " : " UNION ALL SELECT s.id, ") + std::string(way.order) +
           std::string(way.from) + endings(course.filter) + " WHERE 1" + std::string(part) + conditions(course.filter) +
           compared(condition, is_descending);
  }
  sql += std::string(is_descending ? way.descending : way.ascending) + " LIMIT :limit";
  Query query(course.connection, sql);
  bind_filter(query, course.filter, course.now);
  if (after) bind_place(query, condition, course.by, *after);
  query.bind(":limit", limit);
  while (query.step()) found.emplace_back(query.integer());
}

// Adds at most `limit` rows behind a place, or from the beginning.
void walk(const Course& course, const std::optional<Position>& after, std::int64_t limit,
          std::vector<SubscriptionId>& found) {
  if (!after) return add_stretch(course, "", after, limit, found);
  const std::int64_t before = std::ssize(found);
  if (!course.way.tied.empty()) add_stretch(course, course.way.tied, after, limit, found);
  const std::int64_t tied = std::ssize(found) - before;
  if (tied < limit) add_stretch(course, course.way.beyond, after, limit - tied, found);
}

// First those with a live cancellation of their own, then those without.
void walk_by_effect(Connection& connection, const SubscriptionFilter& filter, Instant now,
                    const std::optional<Position>& after, std::int64_t limit, std::vector<SubscriptionId>& found) {
  const bool is_in_the_rest = after && after->value.empty();
  if (!is_in_the_rest) {
    walk({connection, filter, now, by_effect, with_live_one, SubscriptionSort::effective_on}, after, limit, found);
  }
  if (std::ssize(found) >= limit) return;
  SubscriptionFilter rest = filter;
  rest.order.is_descending = false;
  walk({connection, rest, now, by_creation, without_live_one, SubscriptionSort::created_at},
       is_in_the_rest ? after : std::nullopt, limit - std::ssize(found), found);
}

std::optional<Position> place_of(const PageRequest& request, SubscriptionSort by) {
  if (!request.after) return {};
  return by == SubscriptionSort::key ? Position{*request.after} : parse_position(*request.after);
}

}  // namespace

std::vector<SubscriptionId> matching(Connection& connection, const SubscriptionFilter& filter, Instant now,
                                     const PageRequest& request) {
  const std::int64_t limit = rows_to_read(request);
  const SubscriptionSort by = filter.order.by;
  const auto after = place_of(request, by);
  std::vector<SubscriptionId> found;
  switch (by) {
    case SubscriptionSort::key:
      if (auto glanced = first_of_many(connection, filter, now, request, limit)) return std::move(*glanced);
      walk({connection, filter, now, by_key, every_row, by}, after, limit, found);
      break;
    case SubscriptionSort::start_on:
      walk({connection, filter, now, by_start, every_row, by}, after, limit, found);
      break;
    case SubscriptionSort::created_at:
      walk({connection, filter, now, by_creation, every_row, by}, after, limit, found);
      break;
    case SubscriptionSort::effective_on:
      walk_by_effect(connection, filter, now, after, limit, found);
      break;
  }
  return found;
}

std::string position_of(const Service& service, SubscriptionSort by) {
  const Subscription& subscription = service.subscription;
  const std::int64_t id = subscription.id.number();
  switch (by) {
    case SubscriptionSort::key:
      return subscription.key;
    case SubscriptionSort::start_on:
      return text_of({nexor::text_of(subscription.start_on), id});
    case SubscriptionSort::created_at:
      return text_of({"", id});
    case SubscriptionSort::effective_on: {
      if (!service.cancellation) return text_of({"", id});
      const Cancellation& own = *service.cancellation;
      return text_of({std::to_string(own.effective_at.time_since_epoch().count()), own.confirmation.id.number()});
    }
  }
  return subscription.key;
}

std::int64_t count_matching(Connection& connection, const SubscriptionFilter& filter, Instant now) {
  if (conditions(filter).empty()) return rows_ever_added(connection, "SELECT coalesce(max(id), 0) FROM subscriptions");
  Query query(connection, "SELECT count(*)" + std::string(all) + endings(filter) + " WHERE 1" + conditions(filter));
  bind_filter(query, filter, now);
  query.step();
  return query.integer();
}

std::int64_t count_matching(Connection& connection, const SubscriptionFilter& filter, Instant now, std::int64_t most) {
  if (are_many(connection, filter, now, most)) return most;
  Query query(connection, "SELECT count(*) FROM (SELECT 1" + std::string(all) + endings(filter) + " WHERE 1" +
                              conditions(filter) + " LIMIT :most)");
  bind_filter(query, filter, now);
  query.bind(":most", most).step();
  return query.integer();
}

}  // namespace nexor::sqlite
