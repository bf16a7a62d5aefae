#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"
#include "lib/model/bound.h"
#include "lib/store/subscriptions.h"

namespace nexor {

class Context;
class Transaction;

// The FILTER options of subscriptions, as they were typed.
struct FilterOptions {
  std::vector<std::string> statuses;
  std::optional<std::string> account;
  std::optional<std::string> plan;
  std::optional<std::string> ends_before;
  std::optional<std::string> ends_after;
  std::optional<std::string> started_before;
  std::optional<std::string> started_after;
  std::optional<std::string> search;
};

std::vector<Option> filter_options(FilterOptions& options);

// What was typed, option by option: the name without its dashes, and the value. Empty where nothing was.
std::vector<std::pair<std::string, std::string>> filter_words(const FilterOptions& options);

// The statuses of subscriptions.
std::vector<std::string> status_names();

// What is wrong with them whatever a store holds, `statuses` being those of what is filtered: throws usage.
void check_filter(const FilterOptions& options, const std::vector<std::string>& statuses, Context& context);

// The filter that they mean in this store. Throws not_found for an account or a plan that isn't there.
SubscriptionFilter filter_of(const FilterOptions& options, Context& context, Transaction& transaction);

// A bound as it was typed behind `option`, in the store's zone. Throws usage for what is none.
std::optional<Instant> bound_of(Context& context, Transaction& transaction, std::string_view option,
                                const std::optional<std::string>& text, Toward toward);

// From when and until when `--since` and `--until` leave things. Throws usage where the first is the later one: nothing
// could lie between them.
std::pair<std::optional<Instant>, std::optional<Instant>> range_of(Context& context, Transaction& transaction,
                                                                   const std::optional<std::string>& since,
                                                                   const std::optional<std::string>& until,
                                                                   Toward toward);

// Throws usage where a bound is none, or the first is the later one, in any zone.
void check_range(Context& context, std::string_view from_option, const std::optional<std::string>& from,
                 std::string_view until_option, const std::optional<std::string>& until, Toward toward);

}  // namespace nexor
