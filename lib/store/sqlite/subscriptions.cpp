#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/keys.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/rows.h"
#include "lib/store/sqlite/savepoint.h"
#include "lib/store/sqlite/search_index.h"
#include "lib/store/sqlite/subscription_counts.h"
#include "lib/store/sqlite/subscription_list.h"
#include "lib/store/sqlite/tables.h"

namespace nexor::sqlite {

namespace {

// A service's own rows, and whether there is more to read of it: most have neither a cancellation nor add-ons.
constexpr const char* service_by_id =
    "SELECT s.id, s.key, s.account, s.plan, s.quantity, s.start_on, s.anchor_on, s.billing_day, s.base, s.starts_at,"
    " s.anchor_at, s.fixed_end_at, s.fixed_end_on, s.created_at, a.id, a.key, a.name, a.email, a.time_zone, a.locale,"
    " a.note, a.created_at, a.closed_at,"
    " EXISTS (SELECT 1 FROM cancellations AS c WHERE c.subscription = s.id AND c.state = 'live'),"
    " EXISTS (SELECT 1 FROM subscriptions AS addon WHERE addon.base = s.id)"
    " FROM subscriptions AS s LEFT JOIN accounts AS a ON a.id = s.account WHERE s.id = :id";

class SubscriptionsTable final : public Subscriptions {
 public:
  SubscriptionsTable(Connection& connection, SearchIndex& index) : connection_(connection), index_(index) {}

  std::vector<std::optional<Service>> find(std::span<const Reference<SubscriptionId>> references) override {
    std::vector<std::optional<Service>> found;
    found.reserve(references.size());
    Query query(connection_, service_by_id);
    for (const auto& reference : references) {
      const auto id = id_of(reference);
      found.push_back(id ? service(query, *id) : std::nullopt);
    }
    return found;
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
    Query query(connection_, service_by_id);
    for (const SubscriptionId id : matching(connection_, filter, now, request)) {
      page.items.push_back(service(query, id).value());
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
                "SELECT s.id, s.key, a.key, p.key, s.start_on, s.billing_day, s.quantity, b.key"
                " FROM subscriptions AS s CROSS JOIN accounts AS a ON a.id = s.account"
                " CROSS JOIN plans AS p ON p.id = s.plan LEFT JOIN subscriptions AS b ON b.id = s.base"
                " WHERE s.id > :after ORDER BY s.id LIMIT :most");
    query.restart_with(after, static_cast<std::int64_t>(most));
    std::vector<SubscriptionRecord> records;
    records.reserve(most);
    while (query.step()) {
      SubscriptionRecord& record = records.emplace_back();
      record.id = SubscriptionId{query.integer()};
      record.key = query.text();
      record.account = query.text();
      record.plan = query.text();
      record.start_on = query.date();
      record.billing_day = query.optional_small_integer();
      record.quantity = query.small_integer();
      record.base = query.optional_text();
    }
    return records;
  }

  std::vector<std::string> keys_of(std::span<const SubscriptionId> ids) override {
    std::vector<std::string> keys;
    keys.reserve(ids.size());
    Query query(connection_, "SELECT key FROM subscriptions WHERE id = :id");
    for (const SubscriptionId id : ids) {
      query.restart_with(id);
      if (!query.step()) throw corrupt(text_of(id) + " isn't there");
      keys.push_back(query.text());
    }
    return keys;
  }

  SubscriptionCounts count(Instant now, std::span<const Stretch> stretches) override {
    return counted(connection_, now, stretches);
  }

  std::vector<std::string> neighbours(std::string_view key, std::size_t most) override {
    return keys_around(connection_, "SELECT key FROM subscriptions WHERE key < :key ORDER BY key DESC LIMIT :most",
                       "SELECT key FROM subscriptions WHERE key >= :key ORDER BY key LIMIT :most", key, most);
  }

 private:
  std::optional<SubscriptionId> id_of(const Reference<SubscriptionId>& reference) {
    if (const auto* id = std::get_if<SubscriptionId>(&reference)) return *id;
    return ids_of(std::span(&std::get<std::string>(reference), 1)).front();
  }

  std::optional<Service> service(Query& query, SubscriptionId id) {
    query.restart_with(id);
    if (!query.step()) return {};
    Service service{.subscription = subscription_in(query), .account = account_in(query)};
    service.plan = plan_of(service.subscription);
    if (query.truth()) service.cancellation = live_cancellation(id);
    if (query.truth()) service.addons = addons_of(id);
    if (service.subscription.base) service.base = base_of(*service.subscription.base);
    return service;
  }

  RelatedService base_of(SubscriptionId id) {
    Query query(connection_,
                "SELECT id, key, account, plan, quantity, start_on, anchor_on, billing_day, base, starts_at, anchor_at,"
                " fixed_end_at, fixed_end_on, created_at FROM subscriptions WHERE id = :id");
    query.restart_with(id);
    if (!query.step()) throw corrupt("an add-on names a base that isn't there");
    return {subscription_in(query), live_cancellation(id)};
  }

  Plan plan_of(const Subscription& subscription) {
    const auto known = plans_.find(subscription.plan);
    if (known != plans_.end()) return known->second;
    Query query(connection_,
                "SELECT id, key, name, period, price_minor, currency, trial_days, notice_days, minimum_terms,"
                " fixed_terms, is_addon, created_at, retired_at FROM plans WHERE id = :id");
    if (!query.bind(":id", subscription.plan.number()).step()) {
      throw corrupt("a subscription names a plan that isn't there");
    }
    return plans_.emplace(subscription.plan, plan_in(query)).first->second;
  }

  std::optional<Cancellation> live_cancellation(SubscriptionId id) {
    Query query(connection_,
                "SELECT c.id, c.series, c.subscription, c.state, c.at, c.requested_at, c.effective_on,"
                " c.effective_at, c.reason, c.reason_label, c.is_voluntary, c.by, c.channel, c.batch, c.replaces,"
                " r.series, c.is_backdated, c.is_override, c.recorded_at, w.feedback, w.on_behalf_of"
                " FROM cancellations AS c LEFT JOIN cancellations AS r ON r.id = c.replaces"
                " LEFT JOIN cancellation_words AS w ON w.cancellation = c.id"
                " WHERE c.subscription = :subscription AND c.state = 'live'");
    query.restart_with(id);
    return query.step() ? std::optional(cancellation_in(query)) : std::nullopt;
  }

  std::vector<RelatedService> addons_of(SubscriptionId base) {
    Query query(connection_,
                "SELECT id, key, account, plan, quantity, start_on, anchor_on, billing_day, base, starts_at, anchor_at,"
                " fixed_end_at, fixed_end_on, created_at FROM subscriptions WHERE base = :base ORDER BY key");
    query.restart_with(base);
    std::vector<RelatedService> addons;
    while (query.step()) addons.push_back({subscription_in(query), {}});
    for (RelatedService& addon : addons) addon.cancellation = live_cancellation(addon.subscription.id);
    return addons;
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
  std::map<PlanId, Plan> plans_;  // those that were read: few plans have many subscriptions
};

}  // namespace

std::unique_ptr<Subscriptions> subscriptions_table(Connection& connection, SearchIndex& index) {
  return std::make_unique<SubscriptionsTable>(connection, index);
}

}  // namespace nexor::sqlite
