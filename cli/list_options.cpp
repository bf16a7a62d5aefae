#include "cli/list_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/context.h"
#include "cli/parse/suggest.h"
#include "cli/print.h"
#include "lib/model/search.h"
#include "lib/ops/find.h"
#include "lib/ops/records.h"

namespace nexor {

namespace {

// About which kinds of things an option says something, each between blanks; what isn't named here says something about
// all. Whether there is an order to choose is known to sort_keys_of().
struct Meaning {
  std::string_view option;
  std::string_view kinds;
};

constexpr std::array meanings{
    Meaning{"account", " subscriptions "},
    Meaning{"ends-before", " subscriptions "},
    Meaning{"ends-after", " subscriptions "},
    Meaning{"started-before", " subscriptions "},
    Meaning{"started-after", " subscriptions "},
    Meaning{"plan", " subscriptions requests "},
    Meaning{"reason", " cancellations "},
    Meaning{"batch", " cancellations "},
    Meaning{"by", " cancellations events "},
    Meaning{"since", " accounts cancellations requests batches events "},
    Meaning{"until", " accounts cancellations requests batches events "},
    Meaning{"search", " subscriptions accounts plans cancellations requests events reasons "},
    Meaning{"status",
            " subscriptions accounts plans cancellations requests batches operators sessions tokens reasons "}};

// What an option says only about another kind of thing is a mistake, not a filter that does nothing.
void check_meaning(const ListOptions& options, const std::string& kind) {
  const auto refuse = [&](bool is_given, std::string_view option) {
    if (is_given && !says_something(option, kind)) {
      throw Error(Fault::usage, fmt::format("--{} means nothing for {}", option, kind));
    }
  };
  for (const auto& [name, value] : filter_words(options.filter)) refuse(true, name);
  refuse(options.reason.has_value(), "reason");
  refuse(options.by.has_value(), "by");
  refuse(options.batch.has_value(), "batch");
  refuse(options.since.has_value(), "since");
  refuse(options.until.has_value(), "until");
  refuse(options.sort.has_value(), "sort");
}

}  // namespace

bool says_something(std::string_view option, std::string_view kind) {
  if (option == "sort") return !sort_keys_of(kind).empty();
  const auto meaning = std::ranges::find(meanings, option, &Meaning::option);
  return meaning == meanings.end() || meaning->kinds.find(fmt::format(" {} ", kind)) != std::string_view::npos;
}

std::vector<Option> list_options(ListOptions& options) {
  std::vector<Option> all = filter_options(options.filter);
  for (Option& own : std::vector<Option>{
           option("reason", "CODE", options.reason, "Only cancellations with this reason"),
           option("by", "OPERATOR", options.by, "Only cancellations, or events, by this operator"),
           option("batch", "B", options.batch, "Only cancellations of this batch, by its id or its key"),
           option("since", "TIME", options.since, "Only what was requested, added, or happened, then or later"),
           option("until", "TIME", options.until, "Only what was requested, added, or happened, before this"),
           option("sort", "KEY[:desc]", options.sort,
                  "By key, start_on, created_at or effective_on; accounts and requests by key or created_at;"
                  " cancellations by requested_at"),
           option("limit", "N", options.limit, "At most N; 50 on a terminal, all elsewhere"),
           option("cursor", "C", options.cursor, "Go on behind the page that said so"),
           flag("all", options.is_all, "All of them, on a terminal, too")}) {
    all.push_back(std::move(own));
  }
  return all;
}

void check_list_options(const ListOptions& options, const std::string& kind, const std::vector<std::string>& statuses,
                        Context& context) {
  check_meaning(options, kind);
  if (options.batch) check_single_id(std::span(&*options.batch, 1), {IdKind::batch});
  limit_of(options, context);
  order_of(options, kind);
  place_of(options, kind);
  check_range(context, "since", options.since, "until", options.until, Toward::past);
  check_filter(options.filter, statuses, context);
}

std::vector<std::string> sort_keys_of(std::string_view kind) {
  if (kind == "subscriptions") return {"key", "start_on", "created_at", "effective_on"};
  if (kind == "accounts" || kind == "requests") return {"key", "created_at"};
  if (kind == "cancellations") return {"requested_at"};
  return {};
}

// `key`, `start_on:desc`. A cancellation's place in the store is that of its request.
SubscriptionOrder order_of(const ListOptions& options, const std::string& kind) {
  const auto& sort = options.sort;
  if (!sort) return {};
  const std::size_t colon = std::min(sort->find(':'), sort->size());
  const std::string key = sort->substr(0, colon);
  const std::string direction = colon < sort->size() ? sort->substr(colon + 1) : "asc";
  check_choice("--sort", sort_keys_of(kind), key);
  check_choice("--sort " + key, std::vector<std::string>{"asc", "desc"}, direction);
  SubscriptionOrder order{.by = SubscriptionSort::key, .is_descending = direction == "desc"};
  if (key == "start_on") order.by = SubscriptionSort::start_on;
  if (key == "created_at" || key == "requested_at") order.by = SubscriptionSort::created_at;
  if (key == "effective_on") order.by = SubscriptionSort::effective_on;
  return order;
}

std::optional<std::size_t> limit_of(const ListOptions& options, Context& context) {
  constexpr std::size_t on_a_terminal = 50;
  if (options.limit && options.is_all)
    throw Error(Fault::usage, "--limit and --all exclude each other").with_hint("give one of them");
  if (options.limit) {
    const auto limit = static_cast<std::size_t>(parse_number("--limit", *options.limit));
    if (limit == 0) throw Error(Fault::usage, "--limit: 0 is too few");
    return limit;
  }
  if (!options.is_all && context.format() == Format::table && context.is_for_terminal()) return on_a_terminal;
  return {};
}

std::string name_of_list(const ListOptions& options, const std::string& kind) {
  constexpr std::size_t enough_of_a_kind = 3;
  const SubscriptionOrder order = order_of(options, kind);
  return fmt::format("{}{}{}", kind.substr(0, enough_of_a_kind), static_cast<int>(order.by),
                     order.is_descending ? '-' : '+');
}

std::optional<std::string> place_of(const ListOptions& options, const std::string& kind) {
  if (!options.cursor) return {};
  const std::string position = position_of(*options.cursor);
  const std::string name = name_of_list(options, kind);
  if (position.starts_with(name)) return position.substr(name.size());
  throw Error(Fault::input_invalid, "--cursor: that one is of another list, or of another order")
      .with_hint("say the same list and --sort as the page before did");
}

std::optional<bool> which(const ListOptions& options, std::string_view first, std::string_view second) {
  const auto& statuses = options.filter.statuses;
  const bool has_first = std::find(statuses.begin(), statuses.end(), first) != statuses.end();
  const bool has_second = std::find(statuses.begin(), statuses.end(), second) != statuses.end();
  if (has_first == has_second) return {};
  return has_second;
}

std::vector<std::string> search_of(const ListOptions& options) {
  if (!options.filter.search) return {};
  return parse_search(*options.filter.search);
}

}  // namespace nexor
