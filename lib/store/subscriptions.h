#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/service.h"
#include "lib/store/origin.h"
#include "lib/store/page.h"
#include "lib/store/reference.h"

namespace nexor {

// `created_at` is the order in which they were added. `effective_on` is that of a subscription's own live cancellation;
// of those that end at the same time the one that was cancelled first comes first. Those without one come last, in the
// order in which they were added.
enum class SubscriptionSort { key, start_on, created_at, effective_on };

struct SubscriptionOrder {
  SubscriptionSort by = SubscriptionSort::key;
  bool is_descending = false;
};

// Which subscriptions, and in what order; what is absent doesn't restrict. A status is one of an instant; lower bounds
// are inclusive, upper ones exclusive.
struct SubscriptionFilter {
  std::vector<Status> statuses;
  std::optional<AccountId> account;
  std::optional<PlanId> plan;
  std::optional<Date> starts_from;
  std::optional<Date> starts_until;
  std::optional<Date> ends_from;  // by a cancellation, its own or its base's, or by its fixed term
  std::optional<Date> ends_until;
  std::vector<std::string> search;  // words, as parse_search() gives them, each in its key or its account's texts
  SubscriptionOrder order;
};

// A subscription as it was added, by the keys of what it hangs on.
struct SubscriptionRecord {
  SubscriptionId id{0};
  std::string key;
  std::string account;
  std::string plan;
  Date start_on{std::chrono::sys_days{}};
  std::optional<int> billing_day;
  int quantity = 1;
  std::optional<std::string> base;
};

// At or after `from` and before `until`.
struct Stretch {
  Instant from;
  Instant until;
};

struct SubscriptionCounts {
  std::map<Status, std::int64_t> by_status;  // a status without any isn't there
  std::vector<std::int64_t> ending;  // by a cancellation, their own or their base's, in each stretch that was asked for
};

class Subscriptions {
 public:
  virtual ~Subscriptions() = default;

  // One answer for each reference, in their order; null where there is none.
  virtual std::vector<std::optional<Service>> find(std::span<const Reference<SubscriptionId>> references) = 0;

  // The id of each key, in their order; null where there is none. Quickest where the keys are in order.
  virtual std::vector<std::optional<SubscriptionId>> ids_of(std::span<const std::string> keys) = 0;

  // As Accounts::add.
  virtual std::vector<SubscriptionId> add(std::span<const Subscription> subscriptions, Origin origin) = 0;

  // Overwrites the quantity; all else that it was added with stays.
  virtual void save(const Subscription& subscription) = 0;

  // Overwrites the milestones: an account's time zone has changed.
  virtual void save_milestones(std::span<const Subscription> subscriptions) = 0;

  // Statuses are those of `now`.
  virtual Page<Service> list(const SubscriptionFilter& filter, Instant now, const PageRequest& page) = 0;

  // How many the filter finds, but no more than `most`: then there may be others.
  virtual std::int64_t count_found(const SubscriptionFilter& filter, Instant now, std::int64_t most) = 0;

  // At most `most` behind `after`, in the order in which they were added: a base comes before its add-ons.
  virtual std::vector<SubscriptionRecord> added_after(SubscriptionId after, std::size_t most) = 0;

  // How many there are in each status at `now`, and how many end in each stretch.
  virtual SubscriptionCounts count(Instant now, std::span<const Stretch> stretches) = 0;

  virtual OriginCounts origins() = 0;

  virtual std::vector<std::string> neighbours(std::string_view key, std::size_t most) = 0;
};

}  // namespace nexor
