#pragma once

#include <string>
#include <string_view>
#include <tuple>

#include "lib/model/account.h"
#include "lib/model/cancellation.h"
#include "lib/model/event.h"
#include "lib/model/plan.h"
#include "lib/model/registration.h"
#include "lib/model/subscription.h"
#include "lib/store/operation.h"

namespace nexor::support {

// Values that are right, for tests that are about something else; a test changes the field that it is about.

Instant at(std::string_view text);  // RFC 3339
Date on(std::string_view text);

Account account(std::string key);
Plan plan(std::string key);
Subscription subscription(std::string key, AccountId account, PlanId plan);
RegistrationRequest request(std::string key, PlanId plan);
Cancellation cancellation(SubscriptionId subscription, std::string_view effective_on);
Event event(std::int64_t number, std::string subject);

// One with a key that no other has.
Operation operation();

// Every field, for comparison.
inline auto fields(const Account& a) {
  return std::tie(a.id, a.key, a.name, a.email, a.time_zone, a.locale, a.note, a.created_at, a.closed_at);
}
inline auto fields(const Plan& p) {
  return std::tie(p.id, p.key, p.name, p.period, p.price, p.trial_days, p.notice_days, p.minimum_terms, p.fixed_terms,
                  p.is_addon, p.created_at, p.retired_at);
}
inline auto fields(const Subscription& s) {
  return std::tie(s.id, s.key, s.account, s.plan, s.quantity, s.start_on, s.anchor_on, s.billing_day, s.base,
                  s.milestones, s.fixed_end_on, s.created_at);
}
inline auto fields(const RegistrationRequest& r) {
  return std::tie(r.id, r.key, r.name, r.email, r.plan, r.plan_key, r.time_zone, r.note, r.created_at, r.state,
                  r.decided_at, r.decided_by, r.reason, r.decline_note, r.account, r.subscription);
}
inline auto fields(const Cancellation& c) {
  return std::tie(c.confirmation, c.subscription, c.state, c.at, c.requested_at, c.effective_on, c.effective_at,
                  c.reason, c.feedback, c.on_behalf_of, c.by, c.channel, c.batch, c.replaces, c.is_backdated,
                  c.is_override);
}
inline auto fields(const Event& e) {
  return std::tie(e.number, e.at, e.operation, e.by, e.credential, e.host, e.terminal, e.command, e.kind, e.subject,
                  e.before, e.after, e.hash);
}

}  // namespace nexor::support
