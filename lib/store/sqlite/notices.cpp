#include "lib/error.h"
#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/rows.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

// series and id of the cancellation, kind, subscription, attempts, due_at, sent_at, output
Notice notice_in(Query& row) {
  Notice notice;
  notice.confirmation.series = row.text();
  notice.confirmation.id = CancellationId{row.integer()};
  notice.kind = word_in(row, parse_notice_kind);
  notice.subscription = SubscriptionId{row.integer()};
  notice.attempts = row.small_integer();
  notice.due_at = row.instant();
  notice.sent_at = row.optional_instant();
  notice.output = row.text();
  return notice;
}

class NoticesTable final : public Notices {
 public:
  explicit NoticesTable(Connection& connection) : connection_(connection) {}

  std::int64_t reached(NoticeKind kind) override {
    Query query(connection_, "SELECT number FROM noticed_events WHERE kind = :kind");
    return query.bind(":kind", name_of(kind)).step() ? query.integer() : 0;
  }

  void set_reached(NoticeKind kind, std::int64_t event) override {
    Query query(connection_,
                "INSERT INTO noticed_events (kind, number) VALUES (:kind, :number)"
                " ON CONFLICT (kind) DO UPDATE SET number = :number");
    query.bind(":kind", name_of(kind)).bind(":number", event).run();
  }

  void add(std::span<const Notice> notices) override {
    Query insert(connection_,
                 "INSERT INTO notices (cancellation, kind, attempts, due_at, sent_at, output)"
                 " VALUES (:cancellation, :kind, :attempts, :due_at, :sent_at, :output)"
                 " ON CONFLICT (cancellation, kind) DO NOTHING");
    for (const Notice& notice : notices) {
      insert.run_with(notice.confirmation.id, name_of(notice.kind), notice.attempts, notice.due_at, notice.sent_at,
                      notice.output);
    }
  }

  std::optional<Notice> next(std::span<const NoticeKind> kinds, Instant due_by) override {
    std::string names = ",";
    for (const NoticeKind kind : kinds) names.append(name_of(kind)) += ',';
    Query query(connection_,
                "SELECT c.series, c.id, n.kind, c.subscription, n.attempts, n.due_at, n.sent_at, n.output"
                " FROM notices AS n JOIN cancellations AS c ON c.id = n.cancellation"
                " WHERE n.sent_at IS NULL AND n.due_at <= :due_by AND instr(:kinds, ',' || n.kind || ',') > 0"
                " ORDER BY n.due_at, n.id LIMIT 1");
    query.bind(":due_by", due_by).bind(":kinds", names);
    if (!query.step()) return {};
    return notice_in(query);
  }

  void save(const Notice& notice) override {
    Query update(connection_,
                 "UPDATE notices SET attempts = :attempts, due_at = :due_at, sent_at = :sent_at, output = :output"
                 " WHERE cancellation = :cancellation AND kind = :kind");
    update.bind(":attempts", std::int64_t{notice.attempts}).bind(":due_at", notice.due_at);
    update.bind(":sent_at", notice.sent_at).bind(":output", notice.output);
    update.bind(":cancellation", notice.confirmation.id.number()).bind(":kind", name_of(notice.kind));
    if (update.run() != 1) throw corrupt("a notice is gone: " + id_of(notice));
  }

  std::vector<Notice> of(const Confirmation& confirmation) override {
    Query query(connection_,
                "SELECT c.series, c.id, n.kind, c.subscription, n.attempts, n.due_at, n.sent_at, n.output"
                " FROM notices AS n JOIN cancellations AS c ON c.id = n.cancellation"
                " WHERE n.cancellation = :cancellation ORDER BY n.id");
    query.bind(":cancellation", confirmation.id.number());
    std::vector<Notice> all;
    while (query.step()) all.push_back(notice_in(query));
    return all;
  }

  std::int64_t count_unsent(NoticeKind kind) override {
    Query query(connection_, "SELECT count(*) FROM notices WHERE sent_at IS NULL AND kind = :kind");
    query.bind(":kind", name_of(kind)).step();
    return query.integer();
  }

  std::int64_t count_sent() override {
    return connection_.ask("SELECT count(*) FROM notices WHERE sent_at IS NOT NULL");
  }

 private:
  Connection& connection_;
};

}  // namespace

std::unique_ptr<Notices> notices_table(Connection& connection) { return std::make_unique<NoticesTable>(connection); }

}  // namespace nexor::sqlite
