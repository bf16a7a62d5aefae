#pragma once

#include "lib/model/account.h"
#include "lib/model/cancellation.h"
#include "lib/model/plan.h"
#include "lib/model/subscription.h"
#include "lib/store/sqlite/errors.h"
#include "lib/store/sqlite/query.h"

namespace nexor::sqlite {

// The value that a stored word stands for. Throws store_corrupt for a word that stands for nothing.
template <class Parse>
auto word_in(Query& row, Parse parse) {
  const std::string_view word = row.word();
  auto value = parse(word);
  if (!value) throw corrupt("'" + std::string(word) + "' has no meaning there");
  return *value;
}

// Rows that more than one table's queries read, column by column in the order given.

// id, key, name, email, time_zone, locale, note, created_at, closed_at
Account account_in(Query& row);

// id, key, name, period, price_minor, currency, trial_days, notice_days, minimum_terms, fixed_terms, is_addon,
// created_at, retired_at
Plan plan_in(Query& row);

// id, key, account, plan, quantity, start_on, anchor_on, billing_day, base, starts_at, anchor_at, fixed_end_at,
// fixed_end_on, created_at
Subscription subscription_in(Query& row);

// id, series, subscription, state, at, requested_at, effective_on, effective_at, reason, reason_label, is_voluntary,
// by, channel, batch, replaces, the series of that one, is_backdated, is_override, recorded_at, feedback,
// on_behalf_of
Cancellation cancellation_in(Query& row);

}  // namespace nexor::sqlite
