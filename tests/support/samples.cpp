#include "tests/support/samples.h"

#include <random>

namespace nexor::support {

Instant at(std::string_view text) { return parse_instant(text).value(); }

Date on(std::string_view text) { return parse_date(text).value(); }

Account account(std::string key) {
  return {.key = std::move(key),
          .name = "Jane Doe",
          .time_zone = "Europe/Berlin",
          .created_at = at("2024-01-02T03:04:05Z")};
}

Plan plan(std::string key) {
  return {.key = std::move(key),
          .name = "Pro",
          .period = {Unit::month, 1},
          .price = {1999, "EUR"},
          .created_at = at("2024-01-02T03:04:05Z")};
}

Subscription subscription(std::string key, AccountId account, PlanId plan) {
  return {.key = std::move(key),
          .account = account,
          .plan = plan,
          .start_on = on("2024-01-31"),
          .anchor_on = on("2024-01-31"),
          .milestones = {at("2024-01-31T00:00:00Z"), at("2024-01-31T00:00:00Z"), {}},
          .created_at = at("2024-01-02T03:04:05Z")};
}

RegistrationRequest request(std::string key, PlanId plan) {
  RegistrationRequest request;
  request.key = std::move(key);
  request.name = "Jane Doe";
  request.email = "jane@example.org";
  request.plan = plan;
  request.created_at = at("2024-01-02T03:04:05Z");
  return request;
}

Cancellation cancellation(SubscriptionId subscription, std::string_view effective_on) {
  return {.subscription = subscription,
          .at = AtPeriodEnd{},
          .requested_at = at("2024-02-10T11:12:13Z"),
          .effective_on = on(effective_on),
          .effective_at = Instant{on(effective_on).day()},
          .reason = {"too_expensive", "Too expensive"},
          .by = "ada"};
}

Event event(std::int64_t number, std::string subject) {
  Event made{.number = number,
             .at = at("2024-02-10T11:12:13Z"),
             .kind = EventKind::account_added,
             .subject = std::move(subject)};
  made.hash.fill(static_cast<std::uint8_t>(number));
  return made;
}

Operation operation() {
  Operation made{.actor = {"ada", Role::admin, "ses_0000", "desk", "pts/1", "cancel", Channel::interactive}};
  std::random_device random;
  for (auto& byte : made.key) byte = static_cast<std::uint8_t>(random());
  return made;
}

}  // namespace nexor::support
