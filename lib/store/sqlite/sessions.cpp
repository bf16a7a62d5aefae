#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

// id, hash, operator, opened_at, last_used_at, expires_at, revoked_at
Session session_in(Query& row) {
  Session session;
  session.id = SessionId{row.integer()};
  session.hash = row.hash();
  session.owner = OperatorId{row.integer()};
  session.opened_at = row.instant();
  session.last_used_at = row.instant();
  session.expires_at = row.instant();
  session.revoked_at = row.optional_instant();
  return session;
}

class SessionsTable final : public Sessions {
 public:
  explicit SessionsTable(Connection& connection) : connection_(connection) {}

  std::optional<Session> find(const Hash& hash) override {
    Query query(connection_,
                "SELECT id, hash, operator, opened_at, last_used_at, expires_at, revoked_at FROM sessions"
                " WHERE hash = :hash");
    if (!query.bind_bytes(":hash", hash).step()) return {};
    return session_in(query);
  }

  SessionId add(const Session& session) override {
    Query insert(connection_,
                 "INSERT INTO sessions (hash, operator, opened_at, last_used_at, expires_at)"
                 " VALUES (:hash, :operator, :opened_at, :last_used_at, :expires_at)");
    insert.bind_bytes(":hash", session.hash).bind(":operator", session.owner.number());
    insert.bind(":opened_at", session.opened_at).bind(":last_used_at", session.last_used_at);
    insert.bind(":expires_at", session.expires_at).run();
    return SessionId{connection_.last_row()};
  }

  void save_use(SessionId id, Instant now) override {
    Query update(connection_, "UPDATE sessions SET last_used_at = :now WHERE id = :id");
    update.bind(":now", now).bind(":id", id.number()).run();
  }

  void revoke(SessionId id, Instant now) override {
    Query update(connection_, "UPDATE sessions SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL");
    update.bind(":now", now).bind(":id", id.number()).run();
  }

  std::vector<Session> all() override {
    Query query(connection_,
                "SELECT id, hash, operator, opened_at, last_used_at, expires_at, revoked_at FROM sessions ORDER BY id");
    std::vector<Session> sessions;
    while (query.step()) sessions.push_back(session_in(query));
    return sessions;
  }

  std::vector<SessionId> purge(Instant before, std::size_t most) override {
    Query query(connection_,
                "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions"
                " WHERE min(expires_at, coalesce(revoked_at, expires_at)) < :before ORDER BY id LIMIT :most)"
                " RETURNING id");
    query.bind(":before", before).bind(":most", static_cast<std::int64_t>(most));
    std::vector<SessionId> purged;
    while (query.step()) purged.emplace_back(query.integer());
    return purged;
  }

 private:
  Connection& connection_;
};

}  // namespace

std::unique_ptr<Sessions> sessions_table(Connection& connection) { return std::make_unique<SessionsTable>(connection); }

}  // namespace nexor::sqlite
