#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/keys.h"
#include "lib/store/sqlite/origins.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/query.h"
#include "lib/store/sqlite/record_order.h"
#include "lib/store/sqlite/rows.h"
#include "lib/store/sqlite/savepoint.h"
#include "lib/store/sqlite/search_index.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

constexpr std::string_view columns =
    "SELECT r.id, r.key, r.name, r.email, r.plan, p.key, r.time_zone, r.note, r.created_at, r.state, r.decided_at,"
    " r.decided_by, r.reason, r.decline_note, r.account, r.subscription"
    " FROM registration_requests AS r JOIN plans AS p ON p.id = r.plan";

RegistrationRequest request_in(Query& row) {
  RegistrationRequest request;
  request.id = RequestId{row.integer()};
  request.key = row.text();
  request.name = row.text();
  request.email = row.text();
  request.plan = PlanId{row.integer()};
  request.plan_key = row.text();
  request.time_zone = row.optional_text();
  request.note = row.optional_text();
  request.created_at = row.instant();
  request.state = word_in(row, parse_request_state);
  request.decided_at = row.optional_instant();
  request.decided_by = row.optional_text();
  const auto reason = row.optional_text();
  if (reason) request.reason = parse_decline_reason(*reason);
  if (reason && !request.reason) throw corrupt("'" + *reason + "' has no meaning there");
  request.decline_note = row.optional_text();
  if (const auto account = row.optional_integer()) request.account = AccountId{*account};
  if (const auto subscription = row.optional_integer()) request.subscription = SubscriptionId{*subscription};
  return request;
}

template <class IdOfThing>
std::optional<std::int64_t> number_of(const std::optional<IdOfThing>& id) {
  if (!id) return {};
  return id->number();
}

std::optional<std::string> word_of(const std::optional<DeclineReason>& reason) {
  if (!reason) return {};
  return std::string(name_of(*reason));
}

class RequestsTable final : public Requests {
 public:
  RequestsTable(Connection& connection, SearchIndex& index) : connection_(connection), index_(index) {}

  std::vector<std::optional<RegistrationRequest>> find(std::span<const Reference<RequestId>> references) override {
    std::vector<std::optional<RegistrationRequest>> found;
    found.reserve(references.size());
    for (const auto& reference : references) {
      found.push_back(std::visit([this](const auto& name) { return find_one(name); }, reference));
    }
    return found;
  }

  std::vector<RequestId> add(std::span<const RegistrationRequest> requests, Origin origin) override {
    std::vector<RequestId> ids;
    ids.reserve(requests.size());
    Savepoint all_or_none(connection_, requests.size());
    for (const RegistrationRequest& request : requests) {
      Query insert(connection_,
                   "INSERT INTO registration_requests (key, name, email, plan, time_zone, note, created_at, state,"
                   " imported_in) VALUES (:key, :name, :email, :plan, :time_zone, :note, :created_at, :state,"
                   " CASE WHEN :is_import THEN (SELECT max(id) FROM operations) END)"
                   " ON CONFLICT (key) DO NOTHING");
      insert.bind(":key", request.key).bind(":name", request.name).bind(":email", request.email);
      insert.bind(":plan", request.plan.number()).bind(":time_zone", request.time_zone).bind(":note", request.note);
      insert.bind(":created_at", request.created_at).bind(":state", name_of(request.state));
      insert.bind_truth(":is_import", origin == Origin::import);
      insert_new(insert, "request", request.key);
      ids.emplace_back(connection_.last_row());
      index_.add(Indexed::requests, ids.back().number());
    }
    all_or_none.keep();
    return ids;
  }

  void save(const RegistrationRequest& request) override {
    index_.remove(Indexed::requests, request.id.number());
    Query update(connection_,
                 "UPDATE registration_requests SET name = :name, email = :email, plan = :plan,"
                 " time_zone = :time_zone, note = :note, state = :state, decided_at = :decided_at,"
                 " decided_by = :decided_by, reason = :reason, decline_note = :decline_note, account = :account,"
                 " subscription = :subscription WHERE id = :id");
    update.bind(":name", request.name).bind(":email", request.email).bind(":plan", request.plan.number());
    update.bind(":time_zone", request.time_zone).bind(":note", request.note).bind(":state", name_of(request.state));
    update.bind(":decided_at", request.decided_at).bind(":decided_by", request.decided_by);
    update.bind(":reason", word_of(request.reason)).bind(":decline_note", request.decline_note);
    update.bind(":account", number_of(request.account)).bind(":subscription", number_of(request.subscription));
    update.bind(":id", request.id.number()).run();
    index_.add(Indexed::requests, request.id.number());
  }

  std::string salt(RequestId id, std::string_view fresh) override {
    Query update(connection_, "UPDATE registration_requests SET salt = :fresh WHERE id = :id AND salt IS NULL");
    update.bind_bytes(":fresh", fresh).bind(":id", id.number()).run();
    return salt(id);
  }

  std::string salt(RequestId id) override {
    Query query(connection_, "SELECT salt FROM registration_requests WHERE id = :id");
    query.bind(":id", id.number()).step();
    return query.optional_bytes().value_or("");
  }

  Page<RegistrationRequest> list(const PageRequest& request, const RequestFilter& filter) override {
    if (!filter.search.empty()) index_.finish();
    Page<RegistrationRequest> page;
    const RecordOrder order("r", filter.sort, filter.is_descending);
    Query query(connection_,
                std::string(columns) + " WHERE 1" + conditions(filter) + order.behind(request) + order.ordered());
    order.bind(bind_filter(query, filter), request);
    while (query.step()) page.items.push_back(request_in(query));
    finish_page(page, request, [&](const RegistrationRequest& last) { return order.place_of(last); });
    if (!request.after) page.total = count(filter);
    return page;
  }

  std::int64_t count(RequestState state) override {
    Query query(connection_, "SELECT count(*) FROM registration_requests WHERE state = :state");
    query.bind(":state", name_of(state)).step();
    return query.integer();
  }

  OriginCounts origins() override { return origins_in(connection_, "registration_requests"); }

  std::vector<std::string> neighbours(std::string_view key, std::size_t most) override {
    return keys_around(connection_,
                       "SELECT key FROM registration_requests WHERE key < :key ORDER BY key DESC LIMIT :most",
                       "SELECT key FROM registration_requests WHERE key >= :key ORDER BY key LIMIT :most", key, most);
  }

  void each(const std::function<void(const RegistrationRequest&)>& visit) override {
    const RequestFilter all{.states = {}, .plan = {}, .sort = RecordSort::created_at};
    PageRequest request{.after = "0", .limit = 500};
    while (request.after) {
      const auto page = list(request, all);
      for (const RegistrationRequest& found : page.items) visit(found);
      request.after = page.next;
    }
  }

 private:
  // Put together from literals: only what is asked for stands in the statement.
  static std::string conditions(const RequestFilter& filter) {
    std::string sql;
    if (filter.states.size() == 1) sql += " AND r.state = :state";
    if (filter.states.size() > 1) sql += " AND instr(:states, ',' || r.state || ',') > 0";
    if (filter.plan) sql += " AND r.plan = :plan";
    if (filter.created_from) sql += " AND r.created_at >= :from";
    if (filter.created_until) sql += " AND r.created_at < :until";
    if (!filter.search.empty()) sql += with_search(Indexed::requests);
    return sql;
  }

  static Query& bind_filter(Query& query, const RequestFilter& filter) {
    std::string states = ",";
    for (const RequestState state : filter.states) states.append(name_of(state)) += ',';
    if (filter.states.size() == 1) query.bind(":state", name_of(filter.states.front()));
    if (filter.states.size() > 1) query.bind(":states", states);
    if (filter.plan) query.bind(":plan", filter.plan->number());
    if (filter.created_from) query.bind(":from", *filter.created_from);
    if (filter.created_until) query.bind(":until", *filter.created_until);
    if (!filter.search.empty()) query.bind(":search", expression_of(filter.search));
    return query;
  }

  std::int64_t count(const RequestFilter& filter) {
    const std::string restricted = conditions(filter);
    if (restricted.empty()) {
      return rows_ever_added(connection_, "SELECT coalesce(max(id), 0) FROM registration_requests");
    }
    Query query(connection_, "SELECT count(*) FROM registration_requests AS r WHERE 1" + restricted);
    bind_filter(query, filter).step();
    return query.integer();
  }

  std::optional<RegistrationRequest> find_one(RequestId id) {
    Query query(connection_, std::string(columns) + " WHERE r.id = :id");
    if (!query.bind(":id", id.number()).step()) return {};
    return request_in(query);
  }

  std::optional<RegistrationRequest> find_one(const std::string& key) {
    Query query(connection_, std::string(columns) + " WHERE r.key = :key");
    if (!query.bind(":key", key).step()) return {};
    return request_in(query);
  }

  Connection& connection_;
  SearchIndex& index_;
};

}  // namespace

std::unique_ptr<Requests> requests_table(Connection& connection, SearchIndex& index) {
  return std::make_unique<RequestsTable>(connection, index);
}

}  // namespace nexor::sqlite
