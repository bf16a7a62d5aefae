#include "lib/store/sqlite/cancellation_list.h"

#include <limits>
#include <string>

#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/record_order.h"
#include "lib/store/sqlite/rows.h"
#include "lib/store/sqlite/search_index.h"

namespace nexor::sqlite {

namespace {

// Put together from literals: only what is asked for stands in the statement.
std::string conditions(const CancellationFilter& filter) {
  std::string sql;
  if (filter.reason) sql += " AND c.reason = :reason";
  if (filter.by) sql += " AND c.by = :by";
  if (filter.requested_from) sql += " AND c.requested_at >= :from";
  if (filter.requested_until) sql += " AND c.requested_at < :until";
  if (filter.batch) sql += " AND c.batch = :batch";
  if (!filter.statuses.empty()) {
    sql +=
        " AND instr(:statuses, ',' || CASE WHEN c.state <> 'live' THEN c.state"
        " WHEN c.effective_at <= :now THEN 'effective' ELSE 'pending' END || ',') > 0";
  }
  sql += with_words("c.subscription", filter.search);
  return sql;
}

void bind_filter(Query& query, const CancellationFilter& filter, Instant now) {
  if (filter.reason) query.bind(":reason", *filter.reason);
  if (filter.by) query.bind(":by", *filter.by);
  if (filter.requested_from) query.bind(":from", *filter.requested_from);
  if (filter.requested_until) query.bind(":until", *filter.requested_until);
  if (filter.batch) query.bind(":batch", filter.batch->number());
  bind_words(query, filter.search);
  if (filter.statuses.empty()) return;
  std::string statuses = ",";
  for (const std::string& status : filter.statuses) statuses += status + ',';
  query.bind(":statuses", statuses).bind(":now", now);
}

std::int64_t count(Connection& connection, const CancellationFilter& filter, Instant now) {
  const std::string restricted = conditions(filter);
  if (restricted.empty()) {
    // Of numbers that came by an import some may be missing, and none behind them.
    return rows_ever_added(connection,
                           "SELECT coalesce(max(id), 0) - (SELECT coalesce(max(cancellation), 0) - count(*)"
                           " FROM imported_cancellations) FROM cancellations");
  }
  Query query(connection, "SELECT count(*) FROM cancellations AS c WHERE 1" + restricted);
  bind_filter(query, filter, now);
  query.step();
  return query.integer();
}

// What cancellation_in() reads, and `more` behind it.
std::string selected(std::string_view more = "") {
  return "SELECT c.id, c.series, c.subscription, c.state, c.at, c.requested_at, c.effective_on,"
         " c.effective_at, c.reason, c.reason_label, c.is_voluntary, c.by, c.channel, c.batch, c.replaces,"
         " r.series, c.is_backdated, c.is_override, c.recorded_at, w.feedback, w.on_behalf_of" +
         std::string(more) + " FROM cancellations AS c";
}

constexpr const char* with_what_is_beside =
    " LEFT JOIN cancellations AS r ON r.id = c.replaces"
    " LEFT JOIN cancellation_words AS w ON w.cancellation = c.id WHERE c.id ";

}  // namespace

Page<Cancellation> cancellation_page(Connection& connection, const CancellationFilter& filter, Instant now,
                                     const PageRequest& request) {
  Page<Cancellation> page;
  Query query(connection, selected() + with_what_is_beside + (filter.is_descending ? "<" : ">") + " :after" +
                              conditions(filter) + " ORDER BY c.id" + (filter.is_descending ? " DESC" : "") +
                              " LIMIT :limit");
  bind_filter(query, filter, now);
  constexpr std::int64_t behind_all = std::numeric_limits<std::int64_t>::max();
  query.bind(":after", request.after ? number_in(*request.after) : filter.is_descending ? behind_all : 0);
  query.bind(":limit", rows_to_read(request));
  while (query.step()) page.items.push_back(cancellation_in(query));
  finish_page(page, request, [](const Cancellation& last) { return std::to_string(last.confirmation.id.number()); });
  if (!request.after) page.total = count(connection, filter, now);
  return page;
}

std::vector<CancellationRecord> cancellation_records(Connection& connection, const CancellationFilter& filter,
                                                     Instant now, CancellationId after, std::size_t most) {
  Query query(connection, selected(", s.key") + " CROSS JOIN subscriptions AS s ON s.id = c.subscription" +
                              with_what_is_beside + "> :after" + conditions(filter) + " ORDER BY c.id LIMIT :limit");
  bind_filter(query, filter, now);
  query.bind(":after", after.number()).bind(":limit", static_cast<std::int64_t>(most));
  std::vector<CancellationRecord> records;
  while (query.step()) {
    CancellationRecord& record = records.emplace_back(CancellationRecord{cancellation_in(query), query.text(), {}});
    record.status = status_name(record.cancellation, now);
  }
  return records;
}

}  // namespace nexor::sqlite
