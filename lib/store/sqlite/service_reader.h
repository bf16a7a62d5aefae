#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "lib/model/service.h"

namespace nexor::sqlite {

class Connection;
class Query;

// Reads services, with what they hang on and what hangs on them.
class ServiceReader {
 public:
  explicit ServiceReader(Connection& connection) : connection_(connection) {}

  // Null where there is none.
  std::optional<Service> read(SubscriptionId id);

  // Each in its id's place; null where there is none, or no id. Many whose ids lie close together are read in one go.
  std::vector<std::optional<Service>> read(std::span<const std::optional<SubscriptionId>> ids);

  // One that a subscription names.
  const Plan& plan(PlanId id);

 private:
  struct Wanted;
  class Stretch;

  RelatedService base(SubscriptionId id);
  std::optional<Cancellation> live_cancellation(SubscriptionId id);
  std::vector<RelatedService> addons(SubscriptionId base);

  Connection& connection_;
  std::map<PlanId, Plan> plans_;  // those that were read: few plans have many subscriptions
};

}  // namespace nexor::sqlite
