#include "cli/filter.h"

#include <fmt/format.h>

#include "cli/context.h"
#include "cli/parse/suggest.h"
#include "lib/model/search.h"
#include "lib/ops/find.h"
#include "lib/store/store.h"

namespace nexor {

namespace {

[[noreturn]] void refuse_bound(std::string_view option, const std::string& text) {
  throw Error(Fault::usage, fmt::format("--{}: '{}' is no time", option, text))
      .with_hint("give a date, RFC 3339, today, or a time from now like 7d");
}

template <class Bound>
void check_order(std::string_view from_option, const std::optional<Bound>& from, std::string_view until_option,
                 const std::optional<Bound>& until) {
  if (!from || !until || *from <= *until) return;
  throw Error(Fault::usage, fmt::format("--{} is later than --{}", from_option, until_option))
      .with_hint("nothing lies between them");
}

// How far the store's zone, which nobody knows yet, may move two bounds against each other: not at all two dates, nor
// two that are no days.
std::chrono::hours most_of_a_zone(const std::string& from, const std::string& until) {
  const auto is_date = [](const std::string& text) { return parse_date(text).has_value(); };
  const auto is_day = [&](const std::string& text) { return text == "today" || is_date(text); };
  const bool is_sure = (is_date(from) && is_date(until)) || (!is_day(from) && !is_day(until));
  return is_sure ? std::chrono::hours{0} : std::chrono::days{2};
}

}  // namespace

std::vector<Option> filter_options(FilterOptions& options) {
  return {
      repeatable("status", "STATUS", options.statuses, "Only those in this status; may be repeated"),
      option("account", "ID", options.account, "Only those of this account"),
      option("plan", "KEY", options.plan, "Only those of this plan"),
      option("ends-before", "TIME", options.ends_before, "Only those that end before this"),
      option("ends-after", "TIME", options.ends_after, "Only those that end then or later"),
      option("started-before", "TIME", options.started_before, "Only those that start before this"),
      option("started-after", "TIME", options.started_after, "Only those that start then or later"),
      option("search", "TEXT", options.search, "Only those with these words in a key, a name or an e-mail address")};
}

std::vector<std::string> status_names() {
  std::vector<std::string> names;
  using enum Status;
  for (const Status status : {scheduled, trialing, active, pending_cancellation, cancelled, expired}) {
    names.emplace_back(name_of(status));
  }
  return names;
}

std::vector<std::pair<std::string, std::string>> filter_words(const FilterOptions& options) {
  std::vector<std::pair<std::string, std::string>> words;
  for (const std::string& status : options.statuses) words.emplace_back("status", status);
  const auto add = [&](const char* name, const std::optional<std::string>& value) {
    if (value) words.emplace_back(name, *value);
  };
  add("account", options.account);
  add("plan", options.plan);
  add("ends-before", options.ends_before);
  add("ends-after", options.ends_after);
  add("started-before", options.started_before);
  add("started-after", options.started_after);
  add("search", options.search);
  return words;
}

void check_range(Context& context, std::string_view from_option, const std::optional<std::string>& from,
                 std::string_view until_option, const std::optional<std::string>& until, Toward toward) {
  const auto in_utc = [&](std::string_view option, const auto& text) -> std::optional<Instant> {
    if (!text) return {};
    if (const auto bound = parse_bound(*text, Zone::utc(), context.now(), toward)) return bound;
    refuse_bound(option, *text);
  };
  const auto begin = in_utc(from_option, from);
  const auto end = in_utc(until_option, until);
  if (begin && end) check_order(from_option, std::optional(*begin - most_of_a_zone(*from, *until)), until_option, end);
}

std::optional<Instant> bound_of(Context& context, Transaction& transaction, std::string_view option,
                                const std::optional<std::string>& text, Toward toward) {
  if (!text) return {};
  const Zone& zone = context.zones().find(transaction.info().time_zone);
  if (const auto bound = parse_bound(*text, zone, context.now(), toward)) return bound;
  refuse_bound(option, *text);
}

std::pair<std::optional<Instant>, std::optional<Instant>> range_of(Context& context, Transaction& transaction,
                                                                   const std::optional<std::string>& since,
                                                                   const std::optional<std::string>& until,
                                                                   Toward toward) {
  const auto from = bound_of(context, transaction, "since", since, toward);
  const auto to = bound_of(context, transaction, "until", until, toward);
  check_order("since", from, "until", to);
  return {from, to};
}

void check_filter(const FilterOptions& options, const std::vector<std::string>& statuses, Context& context) {
  if (options.account) check_single_id(std::span(&*options.account, 1), {IdKind::account});
  for (const std::string& status : options.statuses) check_choice("--status", statuses, status);
  if (options.search) parse_search(*options.search);
  check_range(context, "ends-after", options.ends_after, "ends-before", options.ends_before, Toward::future);
  check_range(context, "started-after", options.started_after, "started-before", options.started_before, Toward::past);
}

SubscriptionFilter filter_of(const FilterOptions& options, Context& context, Transaction& transaction) {
  SubscriptionFilter filter;
  for (const std::string& status : options.statuses) filter.statuses.push_back(*parse_status(status));
  if (options.account) filter.account = find_account(transaction, *options.account).id;
  if (options.plan) filter.plan = find_plan(transaction, *options.plan).id;
  if (options.search) filter.search = parse_search(*options.search);
  const Zone& zone = context.zones().find(transaction.info().time_zone);
  const auto bound = [&](std::string_view option, const auto& text, Toward toward) -> std::optional<Date> {
    if (!text) return {};
    if (const auto day = parse_day_bound(*text, zone, context.now(), toward)) return day;
    refuse_bound(option, *text);
  };
  filter.ends_until = bound("ends-before", options.ends_before, Toward::future);
  filter.ends_from = bound("ends-after", options.ends_after, Toward::future);
  filter.starts_until = bound("started-before", options.started_before, Toward::past);
  filter.starts_from = bound("started-after", options.started_after, Toward::past);
  check_order("ends-after", filter.ends_from, "ends-before", filter.ends_until);
  check_order("started-after", filter.starts_from, "started-before", filter.starts_until);
  return filter;
}

}  // namespace nexor
