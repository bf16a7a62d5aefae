#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/plan.h"
#include "lib/store/origin.h"
#include "lib/store/page.h"

namespace nexor {

// Which plans; what is absent doesn't restrict.
struct PlanFilter {
  std::optional<bool> is_retired;
  std::vector<std::string> search;  // words, as parse_search() gives them, in the key or the name
};

class Plans {
 public:
  virtual ~Plans() = default;

  // One answer for each key, in their order; null where there is none.
  virtual std::vector<std::optional<Plan>> find(std::span<const std::string> keys) = 0;

  // As Accounts::add.
  virtual std::vector<PlanId> add(std::span<const Plan> plans, Origin origin) = 0;

  // Overwrites everything but key and creation.
  virtual void save(const Plan& plan) = 0;

  // Whether any subscription has it.
  virtual bool is_used(PlanId id) = 0;

  // By key.
  virtual Page<Plan> list(const PageRequest& page, const PlanFilter& filter) = 0;
  Page<Plan> list(const PageRequest& page) { return list(page, {}); }

  // At most `most` behind `after`, in the order in which they were added.
  virtual std::vector<Plan> added_after(PlanId after, std::size_t most) = 0;

  virtual OriginCounts origins() = 0;

  virtual std::vector<std::string> neighbours(std::string_view key, std::size_t most) = 0;
};

}  // namespace nexor
