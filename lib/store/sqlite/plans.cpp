#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/keys.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/rows.h"
#include "lib/store/sqlite/savepoint.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

class PlansTable final : public Plans {
 public:
  explicit PlansTable(Connection& connection) : connection_(connection) {}

  std::vector<std::optional<Plan>> find(std::span<const std::string> keys) override {
    std::vector<std::optional<Plan>> found;
    found.reserve(keys.size());
    for (const std::string& key : keys) {
      Query query(connection_,
                  "SELECT id, key, name, period, price_minor, currency, trial_days, notice_days, minimum_terms,"
                  " fixed_terms, is_addon, created_at, retired_at FROM plans WHERE key = :key");
      found.push_back(query.bind(":key", key).step() ? std::optional(plan_in(query)) : std::nullopt);
    }
    return found;
  }

  std::vector<PlanId> add(std::span<const Plan> plans, std::optional<std::int64_t> imported_in) override {
    std::vector<PlanId> ids;
    ids.reserve(plans.size());
    Savepoint all_or_none(connection_);
    for (const Plan& plan : plans) {
      Query insert(connection_,
                   "INSERT INTO plans (key, name, period, price_minor, currency, trial_days, notice_days,"
                   " minimum_terms, fixed_terms, is_addon, created_at, imported_in)"
                   " VALUES (:key, :name, :period, :price_minor, :currency, :trial_days, :notice_days,"
                   " :minimum_terms, :fixed_terms, :is_addon, :created_at, :imported_in)"
                   " ON CONFLICT (key) DO NOTHING");
      insert.bind(":key", plan.key).bind(":name", plan.name).bind(":period", text_of(plan.period));
      insert.bind(":price_minor", plan.price.amount_minor).bind(":currency", plan.price.currency);
      insert.bind(":trial_days", plan.trial_days).bind(":notice_days", plan.notice_days);
      insert.bind(":minimum_terms", plan.minimum_terms).bind(":fixed_terms", plan.fixed_terms);
      insert.bind_truth(":is_addon", plan.is_addon).bind(":created_at", plan.created_at);
      insert.bind(":imported_in", imported_in);
      insert_new(insert, "plan", plan.key);
      ids.emplace_back(connection_.last_row());
    }
    all_or_none.keep();
    return ids;
  }

  Page<Plan> list(const PageRequest& request) override {
    Page<Plan> page;
    Query query(connection_,
                "SELECT id, key, name, period, price_minor, currency, trial_days, notice_days, minimum_terms,"
                " fixed_terms, is_addon, created_at, retired_at FROM plans"
                " WHERE key > :after ORDER BY key LIMIT :limit");
    query.bind(":after", request.after.value_or("")).bind(":limit", rows_to_read(request));
    while (query.step()) page.items.push_back(plan_in(query));
    finish_page(page, request, [](const Plan& last) { return last.key; });
    if (!request.after) page.total = connection_.ask("SELECT count(*) FROM plans");
    return page;
  }

  std::vector<std::string> neighbours(std::string_view key, std::size_t most) override {
    return keys_around(connection_, "SELECT key FROM plans WHERE key < :key ORDER BY key DESC LIMIT :most",
                       "SELECT key FROM plans WHERE key >= :key ORDER BY key LIMIT :most", key, most);
  }

 private:
  Connection& connection_;
};

}  // namespace

std::unique_ptr<Plans> plans_table(Connection& connection) { return std::make_unique<PlansTable>(connection); }

}  // namespace nexor::sqlite
