#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

// id, hash, operator, role, label, created_by, created_at, expires_at, last_used_at, revoked_at
Token token_in(Query& row) {
  Token token;
  token.id = TokenId{row.integer()};
  token.hash = row.hash();
  token.owner = OperatorId{row.integer()};
  const auto role = parse_role(row.text());
  if (!role) throw corrupt("a token's role is unknown");
  token.role = *role;
  token.label = row.text();
  token.created_by = row.text();
  token.created_at = row.instant();
  token.expires_at = row.instant();
  token.last_used_at = row.optional_instant();
  token.revoked_at = row.optional_instant();
  return token;
}

class TokensTable final : public Tokens {
 public:
  explicit TokensTable(Connection& connection) : connection_(connection) {}

  std::optional<Token> find(const Hash& hash) override {
    Query query(connection_,
                "SELECT id, hash, operator, role, label, created_by, created_at, expires_at, last_used_at, revoked_at"
                " FROM tokens WHERE hash = :hash");
    if (!query.bind_bytes(":hash", hash).step()) return {};
    return token_in(query);
  }

  TokenId add(const Token& token) override {
    Query insert(connection_,
                 "INSERT INTO tokens (hash, operator, role, label, created_by, created_at, expires_at)"
                 " VALUES (:hash, :operator, :role, :label, :created_by, :created_at, :expires_at)");
    insert.bind_bytes(":hash", token.hash).bind(":operator", token.owner.number()).bind(":role", name_of(token.role));
    insert.bind(":label", token.label).bind(":created_by", token.created_by);
    insert.bind(":created_at", token.created_at).bind(":expires_at", token.expires_at).run();
    return TokenId{connection_.last_row()};
  }

  void save_use(TokenId id, Instant now) override {
    Query update(connection_, "UPDATE tokens SET last_used_at = :now WHERE id = :id");
    update.bind(":now", now).bind(":id", id.number()).run();
  }

  void revoke(TokenId id, Instant now) override {
    Query update(connection_, "UPDATE tokens SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL");
    update.bind(":now", now).bind(":id", id.number()).run();
  }

  std::vector<Token> all() override {
    Query query(connection_,
                "SELECT id, hash, operator, role, label, created_by, created_at, expires_at, last_used_at, revoked_at"
                " FROM tokens ORDER BY id");
    std::vector<Token> tokens;
    while (query.step()) tokens.push_back(token_in(query));
    return tokens;
  }

 private:
  Connection& connection_;
};

}  // namespace

std::unique_ptr<Tokens> tokens_table(Connection& connection) { return std::make_unique<TokensTable>(connection); }

}  // namespace nexor::sqlite
