#include "tests/support/services.h"

#include <utility>

namespace nexor::support {

Date date(std::string_view text) { return parse_date(text).value(); }

Instant instant(std::string_view text) { return parse_instant(text).value(); }

Service a_service(std::string_view start, const Terms& terms, const Zone& zone) {
  Service service;
  service.plan.key = "basic";
  service.plan.period = terms.period;
  service.plan.trial_days = terms.trial_days;
  service.plan.notice_days = terms.notice_days;
  service.plan.minimum_terms = terms.minimum_terms;
  service.plan.fixed_terms = terms.fixed_terms;
  service.subscription.id = SubscriptionId{1};
  service.subscription.key = "K-1001";
  service.subscription.start_on = date(start);
  service.subscription.anchor_on = date(start) + std::chrono::days{terms.trial_days};
  service.subscription.billing_day = terms.billing_day;
  service.subscription.milestones = milestones_of(service.subscription, service.plan, zone);
  return service;
}

Service an_addon(const Service& base, std::string_view start, const Terms& terms, const Zone& zone) {
  Service addon = a_service(start, terms, zone);
  addon.plan.is_addon = true;
  addon.subscription.id = SubscriptionId{2};
  addon.subscription.key = "K-1002";
  addon.subscription.base = base.subscription.id;
  addon.base = related(base);
  return addon;
}

RelatedService related(const Service& service) { return {service.subscription, service.cancellation}; }

Confirmation confirmation(std::int64_t number) { return {"7K", CancellationId{number}}; }

Cancellation a_cancellation(const Service& service, std::string_view on, const Zone& zone) {
  Cancellation cancellation;
  cancellation.confirmation = confirmation(service.subscription.id.number());
  cancellation.subscription = service.subscription.id;
  const auto day = parse_date(on);
  cancellation.effective_at = day ? zone.midnight(*day) : instant(on);
  cancellation.effective_on = day ? *day : zone.date_at(cancellation.effective_at);
  return cancellation;
}

Service ending(Service service, std::string_view on, const Zone& zone) {
  service.cancellation = a_cancellation(service, on, zone);
  return service;
}

}  // namespace nexor::support
