#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "lib/model/account.h"
#include "lib/model/plan.h"
#include "lib/model/service.h"
#include "lib/model/subscription.h"
#include "lib/ops/edited.h"

namespace nexor {

class Act;
class Zoneinfo;
struct Desk;

// What is given for a new record: plain text as it was typed or stood in a file. What is absent takes its default.
struct NewAccount {
  std::string key;
  std::string name;
  std::optional<std::string> email;
  std::optional<std::string> time_zone;  // default: the store's
  std::optional<std::string> locale;
  std::optional<std::string> note;
};

struct NewPlan {
  std::string key;
  std::string name;
  std::string period;
  std::string price;
  std::string currency;
  std::optional<std::string> trial_days;
  std::optional<std::string> notice_days;
  std::optional<std::string> minimum_terms;
  std::optional<std::string> fixed_terms;
  bool is_addon = false;
};

struct NewSubscription {
  std::string key;
  std::string account;                  // id or key
  std::string plan;                     // key
  std::optional<std::string> start_on;  // default: today in the account's zone
  std::optional<std::string> billing_day;
  std::optional<std::string> quantity;
  std::optional<std::string> base;  // id or key
  // From this one on bases came in with it: they may have ended since, as an add-on was there before the end.
  std::optional<SubscriptionId> bases_from = {};
};

// What a subscription is said to be. Only its quantity can change; anything else has to be as it is.
struct SubscriptionEdit {
  std::optional<std::string> account;
  std::optional<std::string> plan;
  std::optional<std::string> start_on;
  std::optional<std::string> billing_day;
  std::optional<std::string> quantity;  // default: one
  std::optional<std::string> base;
};

// What an edit changes: only what is given. An empty text takes an optional field away.
struct AccountEdit {
  std::optional<std::string> name;
  std::optional<std::string> email;
  std::optional<std::string> time_zone;
  std::optional<std::string> locale;
  std::optional<std::string> note;
};

// What is wrong with the words alone, whatever a store holds: throws input_invalid. So it is told before any store is
// opened.
void check_given(const NewAccount& given, Zoneinfo& zones);
void check_given(const NewPlan& given);
void check_given(const NewSubscription& given);
void check_given(const AccountEdit& edit, Zoneinfo& zones);

// Each makes the record whole, checked, but not yet stored. Throws input_invalid for what can't stand, not_found for
// what it names, and conflict for what the domain refuses.
Account make_account(Act& act, const NewAccount& given);
Plan make_plan(Act& act, const NewPlan& given);
Subscription make_subscription(Act& act, const NewSubscription& given);

// The same of values that are found already, for what isn't stored, too. A plan that is an add-on's needs a base.
Account make_account(const NewAccount& given, const std::string& store_zone, Zoneinfo& zones, Instant now);
Subscription make_subscription(const NewSubscription& given, const Account& account, const Plan& plan, Zoneinfo& zones,
                               Instant now);

// Each adds what was made, with its event, and gives it its id.
void save_new(Act& act, Account& account);
void save_new(Act& act, Subscription& subscription, const std::string& account_key, const std::string& plan_key);

// Each adds one record and its event, and gives it back with its id. Throws conflict where the key is taken.
Account add_account(Desk& desk, const NewAccount& given);
Plan add_plan(Desk& desk, const NewPlan& given);
Subscription add_subscription(Desk& desk, const NewSubscription& given);

// Changes an account. Throws conflict for another time zone while a cancellation of one of its subscriptions is
// pending.
Edited<Account> edit_account(Desk& desk, const std::string& word, const AccountEdit& edit);

// Each writes what a record has become, with its event; false, and nothing written, where it is as before. Throws
// conflict for what would rewrite the past.
bool save_edit(Act& act, const Account& before, const Account& after);
bool save_edit(Act& act, const Plan& before, const Plan& after);
bool edit_subscription(Act& act, const Service& before, const SubscriptionEdit& edit);

// A whole number as it is typed: digits only, so that `010` is ten. Throws input_invalid, naming the field.
std::int64_t parse_number(std::string_view field, std::string_view text);

// Throws input_invalid for what is no date, or none that a subscription may start on.
Date parse_start(std::string_view text);

}  // namespace nexor
