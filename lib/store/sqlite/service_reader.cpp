#include "lib/store/sqlite/service_reader.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "lib/store/sqlite/connection.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/rows.h"

namespace nexor::sqlite {

// Something that is wanted of the row with an id, and in whose place.
struct ServiceReader::Wanted {
  std::int64_t id;
  std::size_t place;
};

namespace {

// Calls `found` for each row of a query that is wanted; both are in the order of ids, and a row begins with its own.
template <class WantedRows, class Found>
void each_wanted(Query& rows, const WantedRows& wanted, Found found) {
  auto next = wanted.begin();
  while (next != wanted.end() && rows.step()) {
    const std::int64_t id = rows.integer();
    while (next != wanted.end() && next->id < id) ++next;
    if (next != wanted.end() && next->id == id) found(*next++);
  }
}

}  // namespace

// Services whose ids lie close together: what belongs to them is read stretch by stretch, and not for each alone.
class ServiceReader::Stretch {
 public:
  Stretch(ServiceReader& reader, std::vector<Wanted> wanted, std::vector<std::optional<Service>>& services)
      : reader_(reader), wanted_(std::move(wanted)), services_(services) {}

  void read() {
    read_subscriptions();
    read_accounts();
    each(
        "SELECT subscription FROM cancellations WHERE state = 'live' AND subscription BETWEEN :first AND :last"
        " ORDER BY subscription",
        [&](Service& service) { service.cancellation = reader_.live_cancellation(service.subscription.id); });
    each("SELECT DISTINCT base FROM subscriptions WHERE base BETWEEN :first AND :last ORDER BY base",
         [&](Service& service) { service.addons = reader_.addons(service.subscription.id); });
  }

 private:
  void read_subscriptions() {
    Query rows(reader_.connection_,
               "SELECT id, id, key, account, plan, quantity, start_on, anchor_on, billing_day, base, starts_at,"
               " anchor_at, fixed_end_at, fixed_end_on, created_at FROM subscriptions"
               " WHERE id BETWEEN :first AND :last ORDER BY id");
    rows.restart_with(wanted_.front().id, wanted_.back().id);
    each_wanted(rows, wanted_, [&](const Wanted& one) {
      Service& service = services_[one.place].emplace(Service{.subscription = subscription_in(rows)});
      service.plan = reader_.plan(service.subscription.plan);
      accounts_.push_back({service.subscription.account.number(), one.place});
      if (service.subscription.base) service.base = reader_.base(*service.subscription.base);
    });
  }

  void read_accounts() {
    std::ranges::sort(accounts_, {}, &Wanted::id);
    Query row(reader_.connection_,
              "SELECT id, key, name, email, time_zone, locale, note, created_at, closed_at FROM accounts"
              " WHERE id = :id");
    const Account* last = nullptr;
    for (const Wanted& one : accounts_) {
      Account& account = services_[one.place]->account;
      if (last != nullptr && last->id.number() == one.id) {
        account = *last;
        continue;
      }
      row.restart_with(one.id);
      if (!row.step()) throw corrupt("a subscription names an account that isn't there");
      account = account_in(row);
      last = &account;
    }
  }

  // For each service whose id a statement gives, of those from :first to :last.
  void each(const char* ids, const std::function<void(Service&)>& found) {
    std::vector<std::size_t> places;
    {
      Query rows(reader_.connection_, ids);
      rows.restart_with(wanted_.front().id, wanted_.back().id);
      each_wanted(rows, wanted_, [&](const Wanted& one) { places.push_back(one.place); });
    }
    for (const std::size_t place : places) {
      if (services_[place]) found(*services_[place]);
    }
  }

  ServiceReader& reader_;
  std::vector<Wanted> wanted_;
  std::vector<Wanted> accounts_;
  std::vector<std::optional<Service>>& services_;
};

std::optional<Service> ServiceReader::read(SubscriptionId id) {
  // Most have neither a cancellation nor add-ons.
  Query row(connection_,
            "SELECT s.id, s.key, s.account, s.plan, s.quantity, s.start_on, s.anchor_on, s.billing_day, s.base,"
            " s.starts_at, s.anchor_at, s.fixed_end_at, s.fixed_end_on, s.created_at, a.id, a.key, a.name, a.email,"
            " a.time_zone, a.locale, a.note, a.created_at, a.closed_at,"
            " EXISTS (SELECT 1 FROM cancellations AS c WHERE c.subscription = s.id AND c.state = 'live'),"
            " EXISTS (SELECT 1 FROM subscriptions AS addon WHERE addon.base = s.id)"
            " FROM subscriptions AS s LEFT JOIN accounts AS a ON a.id = s.account WHERE s.id = :id");
  row.restart_with(id);
  if (!row.step()) return {};
  Service service{.subscription = subscription_in(row), .account = account_in(row)};
  service.plan = plan(service.subscription.plan);
  if (row.truth()) service.cancellation = live_cancellation(id);
  if (row.truth()) service.addons = addons(id);
  if (service.subscription.base) service.base = base(*service.subscription.base);
  return service;
}

std::vector<std::optional<Service>> ServiceReader::read(std::span<const std::optional<SubscriptionId>> ids) {
  std::vector<std::optional<Service>> services(ids.size());
  std::vector<Wanted> wanted;
  for (std::size_t place = 0; place < ids.size(); ++place) {
    if (ids[place]) wanted.push_back({ids[place]->number(), place});
  }
  std::ranges::sort(wanted, {}, &Wanted::id);
  const bool is_repeated = std::ranges::adjacent_find(wanted, {}, &Wanted::id) != wanted.end();
  constexpr std::int64_t few = 100;
  constexpr std::int64_t close = 8;  // one wanted of so many: then reading past the others costs less than looking up
  const bool are_many = std::ssize(wanted) >= few && !is_repeated;
  if (are_many && wanted.back().id - wanted.front().id < close * std::ssize(wanted)) {
    Stretch(*this, std::move(wanted), services).read();
  } else {
    for (const Wanted& one : wanted) services[one.place] = read(SubscriptionId{one.id});
  }
  return services;
}

const Plan& ServiceReader::plan(PlanId id) {
  const auto known = plans_.find(id);
  if (known != plans_.end()) return known->second;
  Query query(connection_,
              "SELECT id, key, name, period, price_minor, currency, trial_days, notice_days, minimum_terms,"
              " fixed_terms, is_addon, created_at, retired_at FROM plans WHERE id = :id");
  if (!query.bind(":id", id.number()).step()) throw corrupt("a subscription names a plan that isn't there");
  return plans_.emplace(id, plan_in(query)).first->second;
}

RelatedService ServiceReader::base(SubscriptionId id) {
  Query query(connection_,
              "SELECT id, key, account, plan, quantity, start_on, anchor_on, billing_day, base, starts_at, anchor_at,"
              " fixed_end_at, fixed_end_on, created_at FROM subscriptions WHERE id = :id");
  query.restart_with(id);
  if (!query.step()) throw corrupt("an add-on names a base that isn't there");
  return {subscription_in(query), live_cancellation(id)};
}

std::optional<Cancellation> ServiceReader::live_cancellation(SubscriptionId id) {
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

std::vector<RelatedService> ServiceReader::addons(SubscriptionId base) {
  Query query(connection_,
              "SELECT id, key, account, plan, quantity, start_on, anchor_on, billing_day, base, starts_at, anchor_at,"
              " fixed_end_at, fixed_end_on, created_at FROM subscriptions WHERE base = :base ORDER BY key");
  query.restart_with(base);
  std::vector<RelatedService> addons;
  while (query.step()) addons.push_back({subscription_in(query), {}});
  for (RelatedService& addon : addons) addon.cancellation = live_cancellation(addon.subscription.id);
  return addons;
}

}  // namespace nexor::sqlite
