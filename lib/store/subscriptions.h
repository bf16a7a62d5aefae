#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/service.h"
#include "lib/store/page.h"
#include "lib/store/reference.h"

namespace nexor {

// Which subscriptions; what is absent doesn't restrict. A status is one of an instant.
struct SubscriptionFilter {
  std::vector<Status> statuses;
  std::optional<AccountId> account;
  std::optional<PlanId> plan;
};

class Subscriptions {
 public:
  virtual ~Subscriptions() = default;

  // One answer for each reference, in their order; null where there is none.
  virtual std::vector<std::optional<Service>> find(std::span<const Reference<SubscriptionId>> references) = 0;

  // As Accounts::add.
  virtual std::vector<SubscriptionId> add(std::span<const Subscription> subscriptions,
                                          std::optional<std::int64_t> imported_in) = 0;

  // Overwrites the milestones: an account's time zone has changed.
  virtual void save_milestones(std::span<const Subscription> subscriptions) = 0;

  // By key; statuses are those of `now`.
  virtual Page<Service> list(const SubscriptionFilter& filter, Instant now, const PageRequest& page) = 0;

  // How many there are in each status at `now`.
  virtual std::map<Status, std::int64_t> count(Instant now) = 0;

  // How many take effect at or after `from` and before `until`, those that end with their base included.
  virtual std::int64_t count_ending(Instant from, Instant until) = 0;

  virtual std::vector<std::string> neighbours(std::string_view key, std::size_t most) = 0;
};

}  // namespace nexor
