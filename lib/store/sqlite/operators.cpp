#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/keys.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

// id, name, role, password_hash, is_enabled, created_at
Operator operator_in(Query& row) {
  Operator found;
  found.id = OperatorId{row.integer()};
  found.name = row.text();
  const auto role = parse_role(row.text());
  if (!role) throw corrupt("an operator's role is unknown");
  found.role = *role;
  found.password_hash = row.optional_text();
  found.is_enabled = row.truth();
  found.created_at = row.instant();
  return found;
}

class OperatorsTable final : public Operators {
 public:
  explicit OperatorsTable(Connection& connection) : connection_(connection) {}

  std::optional<Operator> find(std::string_view name) override {
    Query query(connection_,
                "SELECT id, name, role, password_hash, is_enabled, created_at FROM operators WHERE name = :name");
    if (!query.bind(":name", name).step()) return {};
    return operator_in(query);
  }

  std::optional<Operator> find(OperatorId id) override {
    Query query(connection_,
                "SELECT id, name, role, password_hash, is_enabled, created_at FROM operators WHERE id = :id");
    if (!query.bind(":id", id.number()).step()) return {};
    return operator_in(query);
  }

  OperatorId add(const Operator& added) override {
    Query insert(connection_,
                 "INSERT INTO operators (name, role, password_hash, is_enabled, created_at)"
                 " VALUES (:key, :role, :password_hash, :is_enabled, :created_at) ON CONFLICT (name) DO NOTHING");
    insert.bind(":key", added.name).bind(":role", name_of(added.role)).bind(":password_hash", added.password_hash);
    insert.bind_truth(":is_enabled", added.is_enabled).bind(":created_at", added.created_at);
    insert_new(insert, "operator", added.name);
    return OperatorId{connection_.last_row()};
  }

  void save_password(OperatorId id, std::string_view password_hash) override {
    Query update(connection_, "UPDATE operators SET password_hash = :password_hash WHERE id = :id");
    update.bind(":password_hash", password_hash).bind(":id", id.number()).run();
  }

  void save(const Operator& changed) override {
    Query update(connection_,
                 "UPDATE operators SET role = :role, password_hash = :password_hash, is_enabled = :is_enabled"
                 " WHERE id = :id");
    update.bind(":role", name_of(changed.role)).bind(":password_hash", changed.password_hash);
    update.bind_truth(":is_enabled", changed.is_enabled).bind(":id", changed.id.number()).run();
  }

  std::vector<Operator> all() override {
    Query query(connection_,
                "SELECT id, name, role, password_hash, is_enabled, created_at FROM operators ORDER BY name");
    std::vector<Operator> all;
    while (query.step()) all.push_back(operator_in(query));
    return all;
  }

  std::optional<KeptResetCode> reset_code(OperatorId id) override {
    Query query(connection_, "SELECT hash, expires_at FROM reset_codes WHERE operator = :id");
    if (!query.bind(":id", id.number()).step()) return {};
    return KeptResetCode{query.hash(), query.instant()};
  }

  void save_reset_code(OperatorId id, const KeptResetCode& code) override {
    Query query(connection_,
                "INSERT INTO reset_codes (operator, hash, expires_at) VALUES (:id, :hash, :expires_at)"
                " ON CONFLICT (operator) DO UPDATE SET hash = :hash, expires_at = :expires_at");
    query.bind(":id", id.number()).bind_bytes(":hash", code.hash).bind(":expires_at", code.expires_at).run();
  }

  void forget_reset_code(OperatorId id) override {
    Query(connection_, "DELETE FROM reset_codes WHERE operator = :id").bind(":id", id.number()).run();
  }

  std::vector<std::string> names() override {
    Query query(connection_, "SELECT name FROM operators ORDER BY name");
    std::vector<std::string> names;
    while (query.step()) names.push_back(query.text());
    return names;
  }

  LoginFailures login_failures(std::string_view name) override {
    Query query(connection_, "SELECT count, last_at FROM login_failures WHERE name = :name");
    if (!query.bind(":name", name).step()) return {};
    return {query.small_integer(), query.instant()};
  }

  void save_login_failures(std::string_view name, const LoginFailures& failures) override {
    if (failures.count == 0) {
      Query(connection_, "DELETE FROM login_failures WHERE name = :name").bind(":name", name).run();
      return;
    }
    Query query(connection_,
                "INSERT INTO login_failures (name, count, last_at) VALUES (:name, :count, :last_at)"
                " ON CONFLICT (name) DO UPDATE SET count = :count, last_at = :last_at");
    query.bind(":name", name).bind(":count", failures.count).bind(":last_at", failures.last_at).run();
  }

  void purge_login_failures(Instant before, int count, std::size_t most) override {
    Query query(connection_,
                "DELETE FROM login_failures WHERE name IN (SELECT name FROM login_failures"
                " WHERE last_at < :before AND count < :count ORDER BY name LIMIT :most)");
    query.bind(":before", before).bind(":count", count).bind(":most", static_cast<std::int64_t>(most)).run();
  }

 private:
  Connection& connection_;
};

}  // namespace

std::unique_ptr<Operators> operators_table(Connection& connection) {
  return std::make_unique<OperatorsTable>(connection);
}

}  // namespace nexor::sqlite
