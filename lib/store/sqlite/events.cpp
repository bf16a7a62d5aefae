#include <algorithm>
#include <limits>
#include <string>

#include "lib/model/ids.h"
#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/search_index.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

void assign(std::optional<std::string>& kept, std::optional<std::string_view> read) {
  if (!read) {
    kept.reset();
  } else if (kept) {
    *kept = *read;
  } else {
    kept.emplace(*read);
  }
}

// These overwrite an event, with the memory that its texts have.

// key, by, credential, host, terminal, command
void read_operation(Event& event, Query& row) {
  event.operation = row.operation_key();
  event.by = row.word();
  event.credential = row.word();
  event.host = row.word();
  event.terminal = row.word();
  event.command = row.word();
}

// kind, subject, before, after, hash
void read_content(Event& event, Query& row) {
  const auto kind = parse_event_kind(row.word());
  if (!kind) throw corrupt("an event's kind is unknown");
  event.kind = *kind;
  event.subject = row.word();
  assign(event.before, row.optional_word());
  assign(event.after, row.optional_word());
  event.hash = row.hash();
}

// number, at, and both.
Event event_in(Query& row) {
  Event event;
  event.number = row.integer();
  event.at = row.instant();
  read_operation(event, row);
  read_content(event, row);
  return event;
}

// What comes by imports; any other kind has no word.
std::string_view word_for(IdKind kind) {
  if (kind == IdKind::account) return "account";
  if (kind == IdKind::subscription) return "subscription";
  return kind == IdKind::request ? "request" : "";
}

class EventsTable final : public Events {
 public:
  explicit EventsTable(Connection& connection) : connection_(connection) {}

  AuditHead head() override {
    Query query(connection_, "SELECT head_number, head_hash FROM store");
    if (!query.step()) throw corrupt("the audit trail has no head");
    return {query.integer(), query.hash()};
  }

  void append(std::span<const Event> events) override {
    if (events.empty()) return;
    const std::int64_t operation = connection_.ask("SELECT max(id) FROM operations");
    Query insert(connection_,
                 "INSERT INTO events (number, at, operation, kind, subject, before, after, hash)"
                 " VALUES (:number, :at, :operation, :kind, :subject, :before, :after, :hash)");
    for (const Event& event : events) {
      insert.run_with(event.number, event.at, operation, name_of(event.kind), event.subject, event.before, event.after,
                      event.hash);
    }
    Query head(connection_, "UPDATE store SET head_number = :number, head_hash = :hash");
    head.bind(":number", events.back().number).bind_bytes(":hash", events.back().hash).run();
  }

  std::vector<Event> about(std::span<const std::string> subjects) override {
    std::vector<Event> events;
    for (const std::string& subject : subjects) {
      Query query(connection_,
                  "SELECT e.number, e.at, o.key, o.by, o.credential, o.host, o.terminal, o.command, e.kind, e.subject,"
                  " e.before, e.after, e.hash FROM events AS e JOIN operations AS o ON o.id = e.operation"
                  " WHERE e.subject = :subject ORDER BY e.number");
      query.bind(":subject", subject);
      while (query.step()) events.push_back(event_in(query));
      if (const auto import = import_of(subject)) events.push_back(*import);
      if (const auto import = import_of_cancellations(subject)) events.push_back(*import);
    }
    std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.number < b.number; });
    const auto repeated =
        std::unique(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.number == b.number; });
    events.erase(repeated, events.end());
    return events;
  }

  std::vector<Event> newest(std::size_t most) override {
    Query query(connection_,
                "SELECT e.number, e.at, o.key, o.by, o.credential, o.host, o.terminal, o.command, e.kind, e.subject,"
                " e.before, e.after, e.hash FROM events AS e JOIN operations AS o ON o.id = e.operation"
                " ORDER BY e.number DESC LIMIT :most");
    query.bind(":most", static_cast<std::int64_t>(most));
    std::vector<Event> events;
    while (query.step()) events.push_back(event_in(query));
    std::reverse(events.begin(), events.end());
    return events;
  }

  Page<Event> list(const EventFilter& filter, const PageRequest& request) override {
    Page<Event> page;
    const std::string before = request.after.value_or(std::to_string(std::numeric_limits<std::int64_t>::max()));
    Query query(connection_,
                "SELECT e.number, e.at, o.key, o.by, o.credential, o.host, o.terminal, o.command, e.kind, e.subject,"
                " e.before, e.after, e.hash FROM events AS e JOIN operations AS o ON o.id = e.operation"
                " WHERE e.number < CAST(:before AS INTEGER)" +
                    conditions(filter) + " ORDER BY e.number DESC LIMIT :limit");
    bind_filter(query, filter).bind(":before", before).bind(":limit", rows_to_read(request));
    while (query.step()) page.items.push_back(event_in(query));
    finish_page(page, request, [](const Event& last) { return std::to_string(last.number); });
    if (!request.after) page.total = count(filter);
    return page;
  }

  std::vector<Event> after(std::int64_t number, const EventFilter& filter, std::size_t most) override {
    Query query(connection_,
                "SELECT e.number, e.at, o.key, o.by, o.credential, o.host, o.terminal, o.command, e.kind, e.subject,"
                " e.before, e.after, e.hash FROM events AS e JOIN operations AS o ON o.id = e.operation"
                " WHERE e.number > :after" +
                    conditions(filter) + " ORDER BY e.number LIMIT :most");
    bind_filter(query, filter).bind(":after", number).bind(":most", static_cast<std::int64_t>(most));
    std::vector<Event> events;
    while (query.step()) events.push_back(event_in(query));
    return events;
  }

  std::vector<Event> of_kinds(std::span<const EventKind> kinds, std::int64_t first, std::int64_t last) override {
    std::string names = ",";
    for (const EventKind kind : kinds) names.append(name_of(kind)) += ',';
    Query query(
        connection_,
        "SELECT e.number, e.at, o.key, o.by, o.credential, o.host, o.terminal, o.command, e.kind, e.subject,"
        " e.before, e.after, e.hash FROM events AS e JOIN operations AS o ON o.id = e.operation"
        " WHERE e.number BETWEEN :first AND :last AND instr(:kinds, ',' || e.kind || ',') > 0 ORDER BY e.number");
    query.bind(":kinds", names).bind(":first", first).bind(":last", last);
    std::vector<Event> events;
    while (query.step()) events.push_back(event_in(query));
    return events;
  }

  void each(const std::function<void(const Event&)>& visit) override {
    Query query(connection_,
                "SELECT number, at, operation, kind, subject, before, after, hash FROM events"
                " WHERE number >= 0 ORDER BY number");
    Event event;
    std::optional<std::int64_t> operation;  // of the event before: of a batch there are very many in a row
    while (query.step()) {
      event.number = query.integer();
      event.at = query.instant();
      const std::int64_t its_own = query.integer();
      if (operation != its_own) {
        read_operation(its_own, event);
        operation = its_own;
      }
      read_content(event, query);
      visit(event);
    }
  }

 private:
  void read_operation(std::int64_t id, Event& event) {
    Query query(connection_, "SELECT key, by, credential, host, terminal, command FROM operations WHERE id = :id");
    query.restart_with(id);
    if (!query.step()) throw corrupt("an event's operation isn't there");
    sqlite::read_operation(event, query);
  }

  // Put together from literals: only what is asked for stands in the statement.
  static std::string conditions(const EventFilter& filter) {
    std::string sql;
    if (filter.from) sql += " AND e.at >= :from";
    if (filter.until) sql += " AND e.at < :until";
    if (filter.by) sql += " AND o.by = :by";
    if (!filter.search.empty()) {
      sql += " AND is_found(e.kind || char(10) || e.subject || char(10) || o.command, :search)";
    }
    return sql;
  }

  static Query& bind_filter(Query& query, const EventFilter& filter) {
    if (filter.from) query.bind(":from", *filter.from);
    if (filter.until) query.bind(":until", *filter.until);
    if (filter.by) query.bind(":by", *filter.by);
    if (!filter.search.empty()) query.bind(":search", text_of_words(filter.search));
    return query;
  }

  std::int64_t count(const EventFilter& filter) {
    const std::string restricted = conditions(filter);
    if (restricted.empty()) return rows_ever_added(connection_, "SELECT coalesce(max(number), 0) FROM events");
    Query query(connection_,
                "SELECT count(*) FROM events AS e JOIN operations AS o ON o.id = e.operation WHERE 1" + restricted);
    bind_filter(query, filter).step();
    return query.integer();
  }

  std::optional<Event> import_of(const std::string& subject) {
    if (!has_id_shape(subject)) return {};
    const auto id = parse_id(subject);
    if (!id) return {};
    Query query(connection_,
                "SELECT e.number, e.at, o.key, o.by, o.credential, o.host, o.terminal, o.command, e.kind, e.subject,"
                " e.before, e.after, e.hash FROM events AS e JOIN operations AS o ON o.id = e.operation"
                " WHERE e.kind = 'records.imported' AND e.operation = CASE :kind"
                " WHEN 'account' THEN (SELECT imported_in FROM accounts WHERE id = :id)"
                " WHEN 'subscription' THEN (SELECT imported_in FROM subscriptions WHERE id = :id)"
                " WHEN 'request' THEN (SELECT imported_in FROM registration_requests WHERE id = :id) END");
    query.bind(":kind", word_for(id->kind));
    if (!query.bind(":id", id->number).step()) return {};
    return event_in(query);
  }

  // A store takes one import of cancellations in, as it has to be without any.
  std::optional<Event> import_of_cancellations(const std::string& subject) {
    if (!has_id_shape(subject)) return {};
    const auto id = parse_id(subject);
    if (!id || id->kind != IdKind::subscription) return {};
    Query query(connection_,
                "SELECT e.number, e.at, o.key, o.by, o.credential, o.host, o.terminal, o.command, e.kind, e.subject,"
                " e.before, e.after, e.hash FROM events AS e JOIN operations AS o ON o.id = e.operation"
                " WHERE e.kind = 'records.imported' AND e.operation = (SELECT i.operation FROM cancellations AS c"
                " JOIN imported_cancellations AS i ON i.cancellation = c.id WHERE c.subscription = :id LIMIT 1)");
    if (!query.bind(":id", id->number).step()) return {};
    return event_in(query);
  }

  Connection& connection_;
};

}  // namespace

std::unique_ptr<Events> events_table(Connection& connection) { return std::make_unique<EventsTable>(connection); }

}  // namespace nexor::sqlite
