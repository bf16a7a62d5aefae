#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/keys.h"
#include "lib/store/sqlite/origins.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/record_order.h"
#include "lib/store/sqlite/redaction.h"
#include "lib/store/sqlite/rows.h"
#include "lib/store/sqlite/savepoint.h"
#include "lib/store/sqlite/search_index.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

class AccountsTable final : public Accounts {
 public:
  AccountsTable(Connection& connection, SearchIndex& index) : connection_(connection), index_(index) {}

  std::vector<std::optional<Account>> find(std::span<const Reference<AccountId>> references) override {
    std::vector<std::optional<Account>> found;
    found.reserve(references.size());
    for (const auto& reference : references) {
      found.push_back(std::visit([this](const auto& name) { return find_one(name); }, reference));
    }
    return found;
  }

  std::vector<AccountId> add(std::span<const Account> accounts, Origin origin) override {
    std::vector<AccountId> ids;
    ids.reserve(accounts.size());
    Savepoint all_or_none(connection_, accounts.size());
    for (const Account& account : accounts) {
      Query insert(connection_,
                   "INSERT INTO accounts (key, name, email, time_zone, locale, note, created_at, imported_in)"
                   " VALUES (:key, :name, :email, :time_zone, :locale, :note, :created_at,"
                   " CASE WHEN :is_import THEN (SELECT max(id) FROM operations) END)"
                   " ON CONFLICT (key) DO NOTHING");
      insert.bind(":key", account.key).bind(":name", account.name).bind(":email", account.email);
      insert.bind(":time_zone", account.time_zone).bind(":locale", account.locale).bind(":note", account.note);
      insert.bind(":created_at", account.created_at).bind_truth(":is_import", origin == Origin::import);
      insert_new(insert, "account", account.key);
      ids.emplace_back(connection_.last_row());
      index_.add(Indexed::accounts, ids.back().number());
    }
    all_or_none.keep();
    return ids;
  }

  void save(const Account& account) override {
    index_.remove(Indexed::accounts, account.id.number());
    Query update(connection_,
                 "UPDATE accounts SET name = :name, email = :email, time_zone = :time_zone, locale = :locale,"
                 " note = :note, closed_at = :closed_at WHERE id = :id");
    update.bind(":name", account.name).bind(":email", account.email).bind(":time_zone", account.time_zone);
    update.bind(":locale", account.locale).bind(":note", account.note).bind(":closed_at", account.closed_at);
    update.bind(":id", account.id.number()).run();
    index_.add(Indexed::accounts, account.id.number());
  }

  std::string salt(AccountId id, std::string_view fresh) override {
    Query update(connection_, "UPDATE accounts SET salt = :fresh WHERE id = :id AND salt IS NULL");
    update.bind_bytes(":fresh", fresh).bind(":id", id.number()).run();
    return salt(id);
  }

  std::string salt(AccountId id) override {
    Query query(connection_, "SELECT salt FROM accounts WHERE id = :id");
    query.bind(":id", id.number()).step();
    return query.optional_bytes().value_or("");
  }

  Redaction redact(AccountId id) override { return sqlite::redact(connection_, index_, id); }

  bool is_redacted(AccountId id) override { return sqlite::is_redacted(connection_, id); }

  Page<Account> list(const PageRequest& request, const AccountFilter& filter) override {
    if (!filter.search.empty()) index_.finish();
    Page<Account> page;
    const RecordOrder order("accounts", filter.sort, filter.is_descending);
    Query query(connection_,
                "SELECT id, key, name, email, time_zone, locale, note, created_at, closed_at FROM accounts WHERE 1" +
                    order.behind(request) + conditions(filter) + order.ordered());
    order.bind(bind_filter(query, filter), request);
    while (query.step()) page.items.push_back(account_in(query));
    finish_page(page, request, [&](const Account& last) { return order.place_of(last); });
    if (!request.after) page.total = count(filter);
    return page;
  }

  std::vector<Account> added_after(AccountId after, std::size_t most) override {
    Query query(connection_,
                "SELECT id, key, name, email, time_zone, locale, note, created_at, closed_at FROM accounts"
                " WHERE id > :after ORDER BY id LIMIT :most");
    return accounts_of(query, after, most);
  }

  // As there is no index of the closed ones, a walk through the table in its own order is what costs least.
  std::vector<Account> closed_after(AccountId after, std::size_t most) override {
    Query query(connection_,
                "SELECT id, key, name, email, time_zone, locale, note, created_at, closed_at FROM accounts"
                " WHERE id > :after AND closed_at IS NOT NULL ORDER BY id LIMIT :most");
    return accounts_of(query, after, most);
  }

  OriginCounts origins() override { return origins_in(connection_, "accounts"); }

  std::vector<std::string> neighbours(std::string_view key, std::size_t most) override {
    return keys_around(connection_, "SELECT key FROM accounts WHERE key < :key ORDER BY key DESC LIMIT :most",
                       "SELECT key FROM accounts WHERE key >= :key ORDER BY key LIMIT :most", key, most);
  }

 private:
  static std::vector<Account> accounts_of(Query& query, AccountId after, std::size_t most) {
    query.restart_with(after, static_cast<std::int64_t>(most));
    std::vector<Account> accounts;
    while (query.step()) accounts.push_back(account_in(query));
    return accounts;
  }

  // Put together from literals: only what is asked for stands in the statement.
  static std::string conditions(const AccountFilter& filter) {
    std::string sql;
    if (filter.is_closed) sql += *filter.is_closed ? " AND closed_at IS NOT NULL" : " AND closed_at IS NULL";
    if (filter.created_from) sql += " AND created_at >= :from";
    if (filter.created_until) sql += " AND created_at < :until";
    if (!filter.search.empty()) sql += with_search(Indexed::accounts);
    return sql;
  }

  static Query& bind_filter(Query& query, const AccountFilter& filter) {
    if (filter.created_from) query.bind(":from", *filter.created_from);
    if (filter.created_until) query.bind(":until", *filter.created_until);
    if (!filter.search.empty()) query.bind(":search", expression_of(filter.search));
    return query;
  }

  std::int64_t count(const AccountFilter& filter) {
    const std::string restricted = conditions(filter);
    if (restricted.empty()) return rows_ever_added(connection_, "SELECT coalesce(max(id), 0) FROM accounts");
    Query query(connection_, "SELECT count(*) FROM accounts WHERE 1" + restricted);
    bind_filter(query, filter).step();
    return query.integer();
  }

  std::optional<Account> find_one(AccountId id) {
    Query query(connection_,
                "SELECT id, key, name, email, time_zone, locale, note, created_at, closed_at FROM accounts"
                " WHERE id = :id");
    if (!query.bind(":id", id.number()).step()) return {};
    return account_in(query);
  }

  std::optional<Account> find_one(const std::string& key) {
    Query query(connection_,
                "SELECT id, key, name, email, time_zone, locale, note, created_at, closed_at FROM accounts"
                " WHERE key = :key");
    if (!query.bind(":key", key).step()) return {};
    return account_in(query);
  }

  Connection& connection_;
  SearchIndex& index_;
};

}  // namespace

std::unique_ptr<Accounts> accounts_table(Connection& connection, SearchIndex& index) {
  return std::make_unique<AccountsTable>(connection, index);
}

}  // namespace nexor::sqlite
