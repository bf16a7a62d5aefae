#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/model/service.h"
#include "lib/model/zone.h"

namespace nexor::support {

Date date(std::string_view text);
Instant instant(std::string_view text);

// What a plan and a subscription say about time: a row of a table names only what matters to it.
struct Terms {
  Period period = {Unit::month, 1};
  int trial_days = 0;
  int notice_days = 0;
  int minimum_terms = 0;
  std::optional<int> fixed_terms = {};
  std::optional<unsigned> billing_day = {};
};

// A service from `start` on, `K-1001`, that nothing ends.
Service a_service(std::string_view start, const Terms& terms = {}, const Zone& zone = Zone::utc());

// An add-on, `K-1002`, of the base as it is, with its cancellation.
Service an_addon(const Service& base, std::string_view start, const Terms& terms = {}, const Zone& zone = Zone::utc());

// The service, seen from its base.
RelatedService related(const Service& service);

Confirmation confirmation(std::int64_t number);

// A live cancellation of a service from `on`: a date, or an instant.
Cancellation a_cancellation(const Service& service, std::string_view on, const Zone& zone = Zone::utc());

// The service with that cancellation. Its confirmation has the number of the subscription: 1, or an add-on's 2.
Service ending(Service service, std::string_view on, const Zone& zone = Zone::utc());

}  // namespace nexor::support
