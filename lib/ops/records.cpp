#include "lib/ops/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lib/error.h"
#include "lib/ops/content.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/store/accounts.h"
#include "lib/store/plans.h"
#include "lib/store/subscriptions.h"
#include "lib/zoneinfo.h"

namespace nexor {

namespace {

// What `find` gives; where it finds nothing, the field that named it is to blame.
template <class Find>
auto named_in(std::string_view field, const Find& find) {
  try {
    return find();
  } catch (Error& error) {
    error.field = field;
    throw;
  }
}

void check_zone(const std::string& time_zone, Zoneinfo& zones) {
  named_in("time_zone", [&] { return &zones.find(time_zone); });
}

int parse_small_number(std::string_view field, const std::optional<std::string>& text, int otherwise) {
  if (!text) return otherwise;
  return static_cast<int>(parse_number(field, *text));
}

Error refused_base(std::string why) { return Error(Fault::conflict, std::move(why)).in_field("base"); }

// The base of a new add-on; the rules of domain: an add-on has the account of its base, a base is no add-on, a base
// goes exactly with add-on plans, and nothing is added under an ended base.
std::optional<SubscriptionId> base_of(Act& act, const NewSubscription& given, const Plan& plan,
                                      const Account& account) {
  if (!given.base) {
    if (!plan.is_addon) return {};
    throw refused_base(fmt::format("the plan '{}' is an add-on: it needs a base", plan.key))
        .with_hint("name the subscription that it hangs on with --base");
  }
  if (!plan.is_addon) throw refused_base(fmt::format("the plan '{}' is no add-on: it takes no base", plan.key));
  const Service base = named_in("base", [&] { return find_service(act.store(), *given.base); });
  const std::string& key = base.subscription.key;
  if (base.account.id != account.id) {
    throw refused_base(fmt::format("the base '{}' belongs to another account, '{}'", key, base.account.key));
  }
  if (base.subscription.base) throw refused_base(fmt::format("the base '{}' is an add-on itself", key));
  const bool came_together = given.bases_from && base.subscription.id >= *given.bases_from;
  if (!came_together && ended_at(base, act.now())) throw refused_base(fmt::format("the base '{}' has ended", key));
  return base.subscription.id;
}

}  // namespace

std::int64_t parse_number(std::string_view field, std::string_view text) {
  constexpr std::size_t most_digits = 9;
  const bool is_number =
      !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number || text.size() > most_digits) {
    throw Error(Fault::input_invalid, fmt::format("{}: '{}' is not a whole number up to 999999999", field, text))
        .in_field(field);
  }
  std::int64_t number = 0;
  for (const char digit : text) number = number * 10 + (digit - '0');
  return number;
}

Date parse_start(std::string_view text) {
  const auto date = parse_date(text);
  const Date latest = *Date::of(2999, 12, 31);
  if (date && *date <= latest) return *date;
  throw Error(Fault::input_invalid, fmt::format("start: '{}' is no date between 1900-01-01 and 2999-12-31", text))
      .with_hint("write it like 2026-12-01")
      .in_field("start on");
}

Account make_account(Act& act, const NewAccount& given) {
  return make_account(given, act.store().info().time_zone, act.desk().zones, act.now());
}

Account make_account(const NewAccount& given, const std::string& store_zone, Zoneinfo& zones, Instant now) {
  Account account{.key = given.key,
                  .name = given.name,
                  .email = given.email,
                  .time_zone = given.time_zone.value_or(store_zone),
                  .locale = given.locale,
                  .note = given.note,
                  .created_at = now,
                  .closed_at = {}};
  check_account(account);
  check_zone(account.time_zone, zones);
  return account;
}

namespace {

// But for its creation.
Plan plan_of(const NewPlan& given) {
  const auto period = parse_period(given.period);
  if (!period) {
    throw Error(Fault::input_invalid, fmt::format("period: '{}' is none", given.period))
        .with_hint("periods are 1 to 999 days, weeks, months or years, like '1 month', '2 weeks' or 'year'")
        .in_field("period");
  }
  Plan plan{.key = given.key,
            .name = given.name,
            .period = *period,
            .price = parse_price(given.price, given.currency),
            .trial_days = parse_small_number("trial days", given.trial_days, 0),
            .notice_days = parse_small_number("notice days", given.notice_days, 0),
            .minimum_terms = parse_small_number("minimum terms", given.minimum_terms, 0),
            .fixed_terms = {},
            .is_addon = given.is_addon,
            .created_at = {},
            .retired_at = {}};
  if (given.fixed_terms) plan.fixed_terms = parse_small_number("fixed terms", given.fixed_terms, 0);
  check_plan(plan);
  return plan;
}

// What the words alone say of it: the rest hangs on what they name.
Subscription subscription_of(const NewSubscription& given) {
  Subscription subscription;
  subscription.key = given.key;
  subscription.quantity = parse_small_number("quantity", given.quantity, 1);
  if (given.start_on) subscription.start_on = parse_start(*given.start_on);
  if (given.billing_day) {
    subscription.billing_day = static_cast<unsigned>(parse_number("billing day", *given.billing_day));
  }
  check_subscription(subscription);
  return subscription;
}

}  // namespace

void check_given(const NewAccount& given, Zoneinfo& zones) {
  check_account({.key = given.key,
                 .name = given.name,
                 .email = given.email,
                 .time_zone = "",
                 .locale = given.locale,
                 .note = given.note,
                 .created_at = {},
                 .closed_at = {}});
  if (given.time_zone) check_zone(*given.time_zone, zones);
}

void check_given(const NewPlan& given) { plan_of(given); }

void check_given(const NewSubscription& given) {
  subscription_of(given);
  named_in("account", [&] { check_single_id(std::span(&given.account, 1), {IdKind::account}); });
  if (given.base) named_in("base", [&] { check_single_id(std::span(&*given.base, 1), {IdKind::subscription}); });
}

void check_given(const AccountEdit& edit, Zoneinfo& zones) {
  const NewAccount as_new{.key = "any",
                          .name = edit.name.value_or("any"),
                          .email = edit.email == "" ? std::nullopt : edit.email,
                          .time_zone = edit.time_zone,
                          .locale = edit.locale == "" ? std::nullopt : edit.locale,
                          .note = edit.note};
  check_given(as_new, zones);
}

Plan make_plan(Act& act, const NewPlan& given) {
  Plan plan = plan_of(given);
  plan.created_at = act.now();
  return plan;
}

Subscription make_subscription(Act& act, const NewSubscription& given) {
  const Account account = named_in("account", [&] { return find_account(act.store(), given.account); });
  const Plan plan = named_in("plan", [&] { return find_plan(act.store(), given.plan); });
  Subscription subscription = make_subscription(given, account, plan, act.desk().zones, act.now());
  subscription.base = base_of(act, given, plan, account);
  return subscription;
}

Subscription make_subscription(const NewSubscription& given, const Account& account, const Plan& plan, Zoneinfo& zones,
                               Instant now) {
  if (account.closed_at) {
    throw Error(Fault::conflict, fmt::format("the account '{}' is closed", account.key))
        .with_hint("open it again first, or name another")
        .with_next(fmt::format("nexor account reopen {}", text_of(account.id)))
        .in_field("account");
  }
  if (plan.retired_at) {
    throw Error(Fault::conflict, fmt::format("the plan '{}' is retired", plan.key))
        .with_hint("it is sold no more: name another")
        .with_next("nexor list plans --status sold")
        .in_field("plan");
  }
  const Zone& zone = zones.find(account.time_zone);
  Subscription subscription = subscription_of(given);
  subscription.account = account.id;
  subscription.plan = plan.id;
  if (!given.start_on) subscription.start_on = zone.date_at(now);
  subscription.anchor_on = subscription.start_on + std::chrono::days{plan.trial_days};
  subscription.fixed_end_on = fixed_end_of(subscription, plan);
  subscription.milestones = milestones_of(subscription, plan, zone);
  subscription.created_at = now;
  return subscription;
}

void save_new(Act& act, Account& account) {
  account.id = act.store().accounts().add(std::span(&account, 1), Origin::single).front();
  const std::string salt = act.store().accounts().salt(account.id, act.fresh_salt());
  act.record(EventKind::account_added, text_of(account.id), {}, content_of(account, salt));
}

void save_new(Act& act, Subscription& subscription, const std::string& account_key, const std::string& plan_key) {
  subscription.id = act.store().subscriptions().add(std::span(&subscription, 1), Origin::single).front();
  act.record(EventKind::subscription_added, text_of(subscription.id), {},
             content_of(subscription, account_key, plan_key));
}

Account add_account(Desk& desk, const NewAccount& given) {
  check_given(given, desk.zones);
  Account account;
  perform(desk, Verb::account_add, [&](Act& act) {
    account = make_account(act, given);
    save_new(act, account);
  });
  return account;
}

Plan add_plan(Desk& desk, const NewPlan& given) {
  check_given(given);
  Plan plan;
  perform(desk, Verb::plan_add, [&](Act& act) {
    plan = make_plan(act, given);
    plan.id = act.store().plans().add(std::span(&plan, 1), Origin::single).front();
    act.record(EventKind::plan_added, plan.key, {}, content_of(plan));
  });
  return plan;
}

Subscription add_subscription(Desk& desk, const NewSubscription& given) {
  check_given(given);
  Subscription subscription;
  perform(desk, Verb::subscription_add, [&](Act& act) {
    subscription = make_subscription(act, given);
    save_new(act, subscription, find_account(act.store(), given.account).key, given.plan);
  });
  return subscription;
}

}  // namespace nexor
