#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/keys.h"
#include "lib/store/sqlite/origins.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/rows.h"
#include "lib/store/sqlite/savepoint.h"
#include "lib/store/sqlite/search_index.h"
#include "lib/store/sqlite/service_reader.h"
#include "lib/store/sqlite/subscription_counts.h"
#include "lib/store/sqlite/subscription_list.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

constexpr KeyStatements account_keys_by{"SELECT id, key FROM accounts WHERE id = :id",
                                        "SELECT id, key FROM accounts WHERE id BETWEEN :first AND :last ORDER BY id"};

constexpr KeyStatements keys_by{"SELECT id, key FROM subscriptions WHERE id = :id",
                                "SELECT id, key FROM subscriptions WHERE id BETWEEN :first AND :last ORDER BY id"};

class SubscriptionsTable final : public Subscriptions {
 public:
  SubscriptionsTable(Connection& connection, SearchIndex& index)
      : connection_(connection), index_(index), services_(connection) {}

  std::vector<std::optional<Service>> find(std::span<const Reference<SubscriptionId>> references) override {
    std::vector<std::optional<SubscriptionId>> ids;
    ids.reserve(references.size());
    for (const auto& reference : references) ids.push_back(id_of(reference));
    return services_.read(ids);
  }

  std::vector<std::optional<SubscriptionId>> ids_of(std::span<const std::string> keys) override {
    std::vector<std::optional<SubscriptionId>> ids;
    ids.reserve(keys.size());
    Query query(connection_, "SELECT id FROM subscriptions WHERE key = :key");
    for (const std::string& key : keys) {
      query.restart_with(key);
      ids.push_back(query.step() ? std::optional(SubscriptionId{query.integer()}) : std::nullopt);
    }
    return ids;
  }

  std::vector<SubscriptionId> add(std::span<const Subscription> subscriptions, Origin origin) override {
    std::vector<SubscriptionId> ids;
    ids.reserve(subscriptions.size());
    Savepoint all_or_none(connection_, subscriptions.size());
    for (const Subscription& subscription : subscriptions) {
      insert(subscription, origin);
      ids.emplace_back(connection_.last_row());
      index_.add(Indexed::subscriptions, ids.back().number());
    }
    all_or_none.keep();
    return ids;
  }

  void save(const Subscription& subscription) override {
    Query update(connection_, "UPDATE subscriptions SET quantity = :quantity WHERE id = :id");
    update.bind(":quantity", subscription.quantity).bind(":id", subscription.id.number()).run();
  }

  void save_milestones(std::span<const Subscription> subscriptions) override {
    for (const Subscription& subscription : subscriptions) {
      Query update(connection_,
                   "UPDATE subscriptions SET starts_at = :starts_at, anchor_at = :anchor_at,"
                   " fixed_end_at = :fixed_end_at WHERE id = :id");
      bind_milestones(update, subscription.milestones).bind(":id", subscription.id.number()).run();
    }
  }

  Page<Service> list(const SubscriptionFilter& filter, Instant now, const PageRequest& request) override {
    if (!filter.search.empty()) index_.finish();
    Page<Service> page;
    for (const SubscriptionId id : matching(connection_, filter, now, request)) {
      page.items.push_back(services_.read(id).value());
    }
    finish_page(page, request, [&](const Service& last) { return position_of(last, filter.order.by); });
    if (!request.after) page.total = count_matching(connection_, filter, now);
    return page;
  }

  std::int64_t count_found(const SubscriptionFilter& filter, Instant now, std::int64_t most) override {
    return count_matching(connection_, filter, now, most);
  }

  std::vector<SubscriptionRecord> added_after(SubscriptionId after, std::size_t most) override {
    Query query(connection_,
                "SELECT id, account, plan, base, key, start_on, billing_day, quantity FROM subscriptions"
                " WHERE id > :after ORDER BY id LIMIT :most");
    query.restart_with(after, static_cast<std::int64_t>(most));
    std::vector<SubscriptionRecord> records;
    records.reserve(most);
    std::vector<std::int64_t> accounts;
    accounts.reserve(most);
    std::vector<std::int64_t> bases;
    std::vector<std::size_t> addons;
    while (query.step()) {
      SubscriptionRecord& record = records.emplace_back();
      record.id = SubscriptionId{query.integer()};
      accounts.push_back(query.integer());
      record.plan = services_.plan(PlanId{query.integer()}).key;
      if (const auto base = query.optional_integer()) {
        bases.push_back(*base);
        addons.push_back(records.size() - 1);
      }
      record.key = query.word();
      record.start_on = query.date();
      record.billing_day = query.optional_small_integer();
      record.quantity = query.small_integer();
    }
    auto account_keys = keys_of_rows(connection_, account_keys_by, accounts);
    for (std::size_t i = 0; i < records.size(); ++i) records[i].account = std::move(account_keys[i]);
    auto base_keys = keys_of_rows(connection_, keys_by, bases);
    for (std::size_t i = 0; i < addons.size(); ++i) records[addons[i]].base = std::move(base_keys[i]);
    return records;
  }

  SubscriptionCounts count(Instant now, std::span<const Stretch> stretches) override {
    return counted(connection_, now, stretches);
  }

  OriginCounts origins() override { return origins_in(connection_, "subscriptions"); }

  std::vector<std::string> neighbours(std::string_view key, std::size_t most) override {
    return keys_around(connection_, "SELECT key FROM subscriptions WHERE key < :key ORDER BY key DESC LIMIT :most",
                       "SELECT key FROM subscriptions WHERE key >= :key ORDER BY key LIMIT :most", key, most);
  }

 private:
  std::optional<SubscriptionId> id_of(const Reference<SubscriptionId>& reference) {
    if (const auto* id = std::get_if<SubscriptionId>(&reference)) return *id;
    return ids_of(std::span(&std::get<std::string>(reference), 1)).front();
  }

  static Query& bind_milestones(Query& query, const Milestones& milestones) {
    return query.bind(":starts_at", milestones.starts_at)
        .bind(":anchor_at", milestones.anchor_at)
        .bind(":fixed_end_at", milestones.fixed_end_at);
  }

  void insert(const Subscription& subscription, Origin origin) {
    Query query(connection_,
                "INSERT INTO subscriptions (key, account, plan, quantity, start_on, anchor_on, billing_day, base,"
                " starts_at, anchor_at, fixed_end_at, fixed_end_on, created_at, imported_in)"
                " VALUES (:key, :account, :plan, :quantity, :start_on, :anchor_on, :billing_day, :base, :starts_at,"
                " :anchor_at, :fixed_end_at, :fixed_end_on, :created_at,"
                " CASE WHEN :is_import THEN (SELECT max(id) FROM operations) END) ON CONFLICT (key) DO NOTHING");
    query.bind(":key", subscription.key).bind(":account", subscription.account.number());
    query.bind(":plan", subscription.plan.number()).bind(":quantity", subscription.quantity);
    query.bind(":start_on", subscription.start_on).bind(":anchor_on", subscription.anchor_on);
    query.bind(":billing_day", subscription.billing_day);
    query.bind(":base", subscription.base ? std::optional(subscription.base->number()) : std::nullopt);
    bind_milestones(query, subscription.milestones).bind(":fixed_end_on", subscription.fixed_end_on);
    query.bind(":created_at", subscription.created_at).bind_truth(":is_import", origin == Origin::import);
    insert_new(query, "subscription", subscription.key);
  }

  Connection& connection_;
  SearchIndex& index_;
  ServiceReader services_;
};

}  // namespace

std::unique_ptr<Subscriptions> subscriptions_table(Connection& connection, SearchIndex& index) {
  return std::make_unique<SubscriptionsTable>(connection, index);
}

}  // namespace nexor::sqlite
