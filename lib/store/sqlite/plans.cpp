#include <map>

#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/keys.h"
#include "lib/store/sqlite/origins.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/rows.h"
#include "lib/store/sqlite/savepoint.h"
#include "lib/store/sqlite/search_index.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

class PlansTable final : public Plans {
 public:
  explicit PlansTable(Connection& connection) : connection_(connection) {}

  std::vector<std::optional<Plan>> find(std::span<const std::string> keys) override {
    std::vector<std::optional<Plan>> found;
    found.reserve(keys.size());
    for (const std::string& key : keys) found.push_back(find_one(key));
    return found;
  }

  std::vector<PlanId> add(std::span<const Plan> plans, Origin origin) override {
    std::vector<PlanId> ids;
    ids.reserve(plans.size());
    Savepoint all_or_none(connection_, plans.size());
    for (const Plan& plan : plans) {
      Query insert(connection_,
                   "INSERT INTO plans (key, name, period, price_minor, currency, trial_days, notice_days,"
                   " minimum_terms, fixed_terms, is_addon, created_at, imported_in)"
                   " VALUES (:key, :name, :period, :price_minor, :currency, :trial_days, :notice_days,"
                   " :minimum_terms, :fixed_terms, :is_addon, :created_at,"
                   " CASE WHEN :is_import THEN (SELECT max(id) FROM operations) END)"
                   " ON CONFLICT (key) DO NOTHING");
      bind_content(insert, plan).bind(":key", plan.key).bind(":created_at", plan.created_at);
      insert.bind_truth(":is_import", origin == Origin::import);
      insert_new(insert, "plan", plan.key);
      ids.emplace_back(connection_.last_row());
    }
    all_or_none.keep();
    return ids;
  }

  void save(const Plan& plan) override {
    Query update(connection_,
                 "UPDATE plans SET name = :name, period = :period, price_minor = :price_minor, currency = :currency,"
                 " trial_days = :trial_days, notice_days = :notice_days, minimum_terms = :minimum_terms,"
                 " fixed_terms = :fixed_terms, is_addon = :is_addon, retired_at = :retired_at WHERE id = :id");
    bind_content(update, plan).bind(":retired_at", plan.retired_at).bind(":id", plan.id.number()).run();
    known_.erase(plan.key);
  }

  bool is_used(PlanId id) override {
    Query query(connection_, "SELECT EXISTS (SELECT 1 FROM subscriptions WHERE plan = :id)");
    query.bind(":id", id.number()).step();
    return query.truth();
  }

  Page<Plan> list(const PageRequest& request, const PlanFilter& filter) override {
    Page<Plan> page;
    const std::string restricted = conditions(filter);
    Query query(connection_,
                "SELECT id, key, name, period, price_minor, currency, trial_days, notice_days, minimum_terms,"
                " fixed_terms, is_addon, created_at, retired_at FROM plans WHERE key > :after" +
                    restricted + " ORDER BY key LIMIT :limit");
    if (!filter.search.empty()) query.bind(":search", text_of_words(filter.search));
    query.bind(":after", request.after.value_or("")).bind(":limit", rows_to_read(request));
    while (query.step()) page.items.push_back(plan_in(query));
    finish_page(page, request, [](const Plan& last) { return last.key; });
    if (request.after) return page;
    Query count(connection_, "SELECT count(*) FROM plans WHERE 1" + restricted);
    if (!filter.search.empty()) count.bind(":search", text_of_words(filter.search));
    count.step();
    page.total = count.integer();
    return page;
  }

  std::vector<Plan> added_after(PlanId after, std::size_t most) override {
    Query query(connection_,
                "SELECT id, key, name, period, price_minor, currency, trial_days, notice_days, minimum_terms,"
                " fixed_terms, is_addon, created_at, retired_at FROM plans WHERE id > :after ORDER BY id LIMIT :most");
    query.restart_with(after, static_cast<std::int64_t>(most));
    std::vector<Plan> plans;
    while (query.step()) plans.push_back(plan_in(query));
    return plans;
  }

  OriginCounts origins() override { return origins_in(connection_, "plans"); }

  std::vector<std::string> neighbours(std::string_view key, std::size_t most) override {
    return keys_around(connection_, "SELECT key FROM plans WHERE key < :key ORDER BY key DESC LIMIT :most",
                       "SELECT key FROM plans WHERE key >= :key ORDER BY key LIMIT :most", key, most);
  }

 private:
  // Put together from literals: only what is asked for stands in the statement.
  static std::string conditions(const PlanFilter& filter) {
    std::string sql;
    if (filter.is_retired) sql += *filter.is_retired ? " AND retired_at IS NOT NULL" : " AND retired_at IS NULL";
    if (!filter.search.empty()) sql += " AND is_found(key || char(10) || name, :search)";
    return sql;
  }

  static Query& bind_content(Query& query, const Plan& plan) {
    query.bind(":name", plan.name).bind(":period", text_of(plan.period));
    query.bind(":price_minor", plan.price.amount_minor).bind(":currency", plan.price.currency);
    query.bind(":trial_days", plan.trial_days).bind(":notice_days", plan.notice_days);
    query.bind(":minimum_terms", plan.minimum_terms).bind(":fixed_terms", plan.fixed_terms);
    return query.bind_truth(":is_addon", plan.is_addon);
  }

  std::optional<Plan> find_one(const std::string& key) {
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    Query query(connection_,
                "SELECT id, key, name, period, price_minor, currency, trial_days, notice_days, minimum_terms,"
                " fixed_terms, is_addon, created_at, retired_at FROM plans WHERE key = :key");
    if (!query.bind(":key", key).step()) return {};
    return known_.emplace(key, plan_in(query)).first->second;
  }

  Connection& connection_;
  std::map<std::string, Plan> known_;  // those that were read: few plans have many subscriptions
};

}  // namespace

std::unique_ptr<Plans> plans_table(Connection& connection) { return std::make_unique<PlansTable>(connection); }

}  // namespace nexor::sqlite
