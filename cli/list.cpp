#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/filter.h"
#include "cli/list_access.h"
#include "cli/parse/suggest.h"
#include "cli/print.h"
#include "cli/reasons.h"
#include "cli/shapes/access.h"
#include "cli/shapes/shapes.h"
#include "lib/model/search.h"
#include "lib/ops/find.h"
#include "lib/ops/records.h"
#include "lib/store/accounts.h"
#include "lib/store/batches.h"
#include "lib/store/cancellations.h"
#include "lib/store/events.h"
#include "lib/store/operators.h"
#include "lib/store/plans.h"
#include "lib/store/requests.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

struct ListOptions {
  std::optional<std::string> kind;
  FilterOptions filter;
  std::optional<std::string> reason;
  std::optional<std::string> by;
  std::optional<std::string> batch;
  std::optional<std::string> since;
  std::optional<std::string> until;
  std::optional<std::string> sort;
  std::optional<std::string> limit;
  std::optional<std::string> cursor;
  bool is_all = false;
};

const std::vector<std::string> kinds{"subscriptions", "accounts", "plans",  "cancellations", "requests", "batches",
                                     "operators",     "sessions", "tokens", "events",        "reasons"};

// What an option says only about another kind of thing is a mistake, not a filter that does nothing.
void check_kind(const ListOptions& options, const std::string& kind) {
  const auto refuse = [&](bool is_given, std::string_view option) {
    if (is_given) throw Error(Fault::usage, fmt::format("--{} means nothing for {}", option, kind));
  };
  const FilterOptions& filter = options.filter;
  if (kind != "subscriptions") {
    refuse(filter.account.has_value(), "account");
    refuse(filter.ends_before.has_value(), "ends-before");
    refuse(filter.ends_after.has_value(), "ends-after");
    refuse(filter.started_before.has_value(), "started-before");
    refuse(filter.started_after.has_value(), "started-after");
  }
  if (kind != "subscriptions" && kind != "requests") {
    refuse(filter.plan.has_value(), "plan");
    refuse(options.sort.has_value(), "sort");
  }
  if (kind != "cancellations") {
    refuse(options.reason.has_value(), "reason");
    if (kind != "events") refuse(options.by.has_value(), "by");
    refuse(options.batch.has_value(), "batch");
  }
  const bool is_access = kind == "operators" || kind == "sessions" || kind == "tokens";
  if (kind == "batches" || is_access) refuse(filter.search.has_value(), "search");
  if (kind == "events") refuse(!filter.statuses.empty(), "status");
  if (kind == "subscriptions" || kind == "plans" || kind == "reasons" || is_access) {
    refuse(options.since.has_value(), "since");
    refuse(options.until.has_value(), "until");
  }
}

// `key`, `start_on:desc`.
SubscriptionOrder order_of(const std::optional<std::string>& sort, const std::string& kind) {
  if (!sort) return {};
  const std::size_t colon = std::min(sort->find(':'), sort->size());
  const std::string key = sort->substr(0, colon);
  const std::string direction = colon < sort->size() ? sort->substr(colon + 1) : "asc";
  std::vector<std::string> keys{"key", "created_at"};
  if (kind == "subscriptions") keys = {"key", "start_on", "created_at", "effective_on"};
  check_choice("--sort", keys, key);
  check_choice("--sort " + key, std::vector<std::string>{"asc", "desc"}, direction);
  SubscriptionOrder order{.by = SubscriptionSort::key, .is_descending = direction == "desc"};
  if (key == "start_on") order.by = SubscriptionSort::start_on;
  if (key == "created_at") order.by = SubscriptionSort::created_at;
  if (key == "effective_on") order.by = SubscriptionSort::effective_on;
  return order;
}

std::optional<std::size_t> limit_of(const ListOptions& options, Context& context) {
  constexpr std::size_t on_a_terminal = 50;
  if (options.limit && options.is_all) throw Error(Fault::usage, "--limit and --all exclude each other");
  if (options.limit) {
    const auto limit = static_cast<std::size_t>(parse_number("limit", *options.limit));
    if (limit == 0) throw Error(Fault::usage, "--limit: 0 is too few");
    return limit;
  }
  if (!options.is_all && context.format() == Format::table) return on_a_terminal;
  return {};
}

// A cursor holds which list it is of, in which order, and the place in it.
std::string name_of_list(const ListOptions& options, const std::string& kind) {
  constexpr std::size_t enough_of_a_kind = 3;
  const SubscriptionOrder order = order_of(options.sort, kind);
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

// What is wrong with the options is told before any store is opened.
void check_options(const ListOptions& options, const std::string& kind, Context& context) {
  limit_of(options, context);
  order_of(options.sort, kind);
  place_of(options, kind);
  check_bound(context, "since", options.since);
  check_bound(context, "until", options.until);
  const auto check_statuses = [&](const std::vector<std::string>& known) {
    for (const std::string& status : options.filter.statuses) check_choice("--status", known, status);
  };
  if (kind == "subscriptions") {
    check_filter(options.filter, context);
    check_columns(context, subscription_shape(context, Feedback::hidden));
  }
  if (kind == "accounts") {
    check_statuses({"open", "closed"});
    check_columns(context, account_shape());
  }
  if (kind == "plans") {
    check_statuses({"sold", "retired"});
    check_columns(context, plan_shape());
  }
  if (kind == "requests") {
    check_statuses({"pending", "approved", "declined"});
    check_columns(context, request_shape());
  }
  if (kind == "batches") {
    check_statuses({"unfinished", "finished"});
    check_columns(context, batch_shape());
  }
  if (kind == "events") check_columns(context, event_shape());
  if (kind == "reasons") {
    check_statuses({"usable", "retired"});
    check_columns(context, counted_reason_shape());
  }
  if (kind == "operators") {
    check_statuses({"enabled", "disabled"});
    check_columns(context, operator_shape());
  }
  if (kind == "sessions") {
    check_statuses({"open", "ended"});
    check_columns(context, session_shape());
  }
  if (kind == "tokens") {
    check_statuses({"valid", "ended"});
    check_columns(context, token_shape());
  }
  if (kind == "cancellations") {
    check_statuses({"pending", "effective", "withdrawn", "replaced"});
    check_columns(context, cancellation_shape(context, Feedback::hidden));
  }
}

// Prints a list whose pages `page_of` reads in a look of their own each.
template <class T, class PageOf>
int print_pages(const ListOptions& options, Context& context, const Shape<T>& shape, PageOf page_of) {
  const std::string name = name_of_list(options, shape.kind);
  const auto limit = limit_of(options, context);
  Desk& desk = context.desk();
  const ListEnd end = print_list<T>(
      context, shape, place_of(options, shape.kind), limit,
      [&, is_first = true](const std::optional<std::string>& position, std::size_t count) mutable {
        const auto after =
            std::exchange(is_first, false) || !position ? position : std::optional(position->substr(name.size()));
        Page<T> page;
        look(desk, Verb::list, [&](Transaction& transaction, Instant now) {
          page = page_of(transaction, now, PageRequest{after, count});
        });
        if (page.next) page.next = name + *page.next;
        return page;
      });
  if (context.format() == Format::table && !context.globals().quiet) {
    if (end.printed == 0) context.err() << "nothing is there\n";
    if (end.next) {
      context.err() << fmt::format("{} of {} shown; more: --cursor {} or --all\n", end.printed,
                                   end.total ? std::to_string(*end.total) : "more", *end.next);
    }
  }
  return 0;
}

int list_subscriptions(const ListOptions& options, Context& context) {
  SubscriptionFilter filter;
  look(context.desk(), Verb::list,
       [&](Transaction& transaction, Instant) { filter = filter_of(options.filter, context, transaction); });
  filter.order = order_of(options.sort, "subscriptions");
  const Shape<Service> shape = subscription_shape(context, Feedback::hidden);
  return print_pages<Service>(options, context, shape,
                              [&](Transaction& transaction, Instant now, const PageRequest& request) {
                                return transaction.subscriptions().list(filter, now, request);
                              });
}

// Of two statuses the second: true, the first: false; both together are no restriction.
std::optional<bool> which(const std::vector<std::string>& statuses, std::string_view first, std::string_view second) {
  const bool has_first = std::find(statuses.begin(), statuses.end(), first) != statuses.end();
  const bool has_second = std::find(statuses.begin(), statuses.end(), second) != statuses.end();
  if (has_first == has_second) return {};
  return has_second;
}

std::vector<std::string> search_of(const ListOptions& options) {
  if (!options.filter.search) return {};
  return parse_search(*options.filter.search);
}

int list_accounts(const ListOptions& options, Context& context) {
  AccountFilter filter{.is_closed = which(options.filter.statuses, "open", "closed"),
                       .created_from = {},
                       .created_until = {},
                       .search = search_of(options)};
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant) {
    filter.created_from = bound_of(context, transaction, "since", options.since, Toward::past);
    filter.created_until = bound_of(context, transaction, "until", options.until, Toward::past);
  });
  const Shape<Account> shape = account_shape();
  return print_pages<Account>(options, context, shape,
                              [&](Transaction& transaction, Instant, const PageRequest& request) {
                                return transaction.accounts().list(request, filter);
                              });
}

int list_plans(const ListOptions& options, Context& context) {
  const PlanFilter filter{.is_retired = which(options.filter.statuses, "sold", "retired"),
                          .search = search_of(options)};
  const Shape<Plan> shape = plan_shape();
  return print_pages<Plan>(options, context, shape, [&](Transaction& transaction, Instant, const PageRequest& request) {
    return transaction.plans().list(request, filter);
  });
}

// A name that was mistyped would find nothing, and say so as if that were an answer. A reason that the configuration
// has no longer may still stand in the store, and so may the name of somebody who never was an operator of it.
void check_names(const CancellationFilter& filter, Transaction& transaction, Instant now, const Policy& policy) {
  const auto has_any = [&](const CancellationFilter& of) {
    return !transaction.cancellations().list(of, now, {.after = "0", .limit = 1}).items.empty();
  };
  if (filter.by && !transaction.operators().find(*filter.by) &&
      !has_any({.statuses = {}, .reason = {}, .by = filter.by})) {
    find_operator(transaction, *filter.by);
  }
  if (filter.reason && !has_any({.statuses = {}, .reason = filter.reason, .by = {}})) {
    policy.reasons.find_known(*filter.reason);
  }
}

int list_cancellations(const ListOptions& options, Context& context) {
  CancellationFilter filter{.statuses = options.filter.statuses, .reason = {}, .by = options.by};
  filter.search = search_of(options);
  if (options.reason) filter.reason = reason_code(*options.reason);
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant now) {
    check_names(filter, transaction, now, context.policy());
    if (options.batch) filter.batch = find_batch(transaction, *options.batch).id;
    filter.requested_from = bound_of(context, transaction, "since", options.since, Toward::past);
    filter.requested_until = bound_of(context, transaction, "until", options.until, Toward::past);
  });
  const Shape<ShownCancellation> shape = cancellation_shape(context, Feedback::hidden);
  return print_pages<ShownCancellation>(
      options, context, shape, [&](Transaction& transaction, Instant now, const PageRequest& request) {
        const auto found = transaction.cancellations().list(filter, now, request);
        Page<ShownCancellation> page{.items = {}, .total = found.total, .next = found.next};
        for (const Cancellation& cancellation : found.items) {
          page.items.push_back(shown(cancellation, find_service(transaction, text_of(cancellation.subscription))));
        }
        return page;
      });
}

int list_requests(const ListOptions& options, Context& context) {
  const SubscriptionOrder order = order_of(options.sort, "requests");
  RequestFilter filter{.states = {},
                       .plan = {},
                       .created_from = {},
                       .created_until = {},
                       .search = search_of(options),
                       .sort = order.by == SubscriptionSort::key ? RequestSort::key : RequestSort::created_at,
                       .is_descending = order.is_descending};
  for (const std::string& status : options.filter.statuses) filter.states.push_back(*parse_request_state(status));
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant) {
    if (options.filter.plan) filter.plan = find_plan(transaction, *options.filter.plan).id;
    filter.created_from = bound_of(context, transaction, "since", options.since, Toward::past);
    filter.created_until = bound_of(context, transaction, "until", options.until, Toward::past);
  });
  const Shape<RegistrationRequest> shape = request_shape();
  return print_pages<RegistrationRequest>(options, context, shape,
                                          [&](Transaction& transaction, Instant, const PageRequest& request) {
                                            return transaction.requests().list(request, filter);
                                          });
}

int list_batches(const ListOptions& options, Context& context) {
  BatchFilter filter{
      .is_finished = which(options.filter.statuses, "unfinished", "finished"), .created_from = {}, .created_until = {}};
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant) {
    filter.created_from = bound_of(context, transaction, "since", options.since, Toward::past);
    filter.created_until = bound_of(context, transaction, "until", options.until, Toward::past);
  });
  const Shape<Batch> shape = batch_shape();
  return print_pages<Batch>(options, context, shape,
                            [&](Transaction& transaction, Instant, const PageRequest& request) {
                              return transaction.batches().list(filter, request);
                            });
}

int list_events(const ListOptions& options, Context& context) {
  EventFilter filter{.from = {}, .until = {}, .by = options.by, .search = search_of(options)};
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant) {
    const EventFilter same_name{.from = {}, .until = {}, .by = options.by, .search = {}};
    if (options.by && !transaction.operators().find(*options.by) &&
        transaction.events().after(0, same_name, 1).empty()) {
      find_operator(transaction, *options.by);
    }
    filter.from = bound_of(context, transaction, "since", options.since, Toward::past);
    filter.until = bound_of(context, transaction, "until", options.until, Toward::past);
  });
  const Shape<Event> shape = event_shape();
  return print_pages<Event>(options, context, shape,
                            [&](Transaction& transaction, Instant, const PageRequest& request) {
                              return transaction.events().list(filter, request);
                            });
}

// There are few of them, at hand as a whole. A place among them is how many stand before it.
Page<CountedReason> reasons_on(const std::vector<CountedReason>& reasons, const PageRequest& request) {
  Page<CountedReason> page;
  const std::size_t begin =
      std::min(request.after ? static_cast<std::size_t>(parse_number("cursor", *request.after)) : 0, reasons.size());
  const std::size_t end = std::min(begin + request.limit.value_or(reasons.size()), reasons.size());
  page.items.assign(reasons.begin() + static_cast<std::ptrdiff_t>(begin),
                    reasons.begin() + static_cast<std::ptrdiff_t>(end));
  if (!request.after) page.total = static_cast<std::int64_t>(reasons.size());
  if (end < reasons.size()) page.next = std::to_string(end);
  return page;
}

int list_reasons(const ListOptions& options, Context& context) {
  const auto is_retired = which(options.filter.statuses, "usable", "retired");
  const auto search = search_of(options);
  std::vector<CountedReason> reasons = counted_reasons(context);
  std::erase_if(reasons, [&](const CountedReason& counted) {
    const Reason& reason = counted.reason;
    const bool matches = is_found(reason.code + '\n' + reason.label, search);
    return (is_retired && reason.is_retired != *is_retired) || !matches;
  });
  const Shape<CountedReason> shape = counted_reason_shape();
  return print_pages<CountedReason>(options, context, shape, [&](Transaction&, Instant, const PageRequest& request) {
    return reasons_on(reasons, request);
  });
}

int list_operators(const ListOptions& options, Context& context) {
  return print_pages<Operator>(options, context, operator_shape(),
                               [&](Transaction& transaction, Instant, const PageRequest& request) {
                                 return operators_page(transaction, options.filter.statuses, request);
                               });
}

int list_sessions(const ListOptions& options, Context& context) {
  return print_pages<ShownSession>(options, context, session_shape(),
                                   [&](Transaction& transaction, Instant, const PageRequest& request) {
                                     return sessions_page(context, transaction, options.filter.statuses, request);
                                   });
}

int list_tokens(const ListOptions& options, Context& context) {
  return print_pages<ShownToken>(options, context, token_shape(),
                                 [&](Transaction& transaction, Instant, const PageRequest& request) {
                                   return tokens_page(context, transaction, options.filter.statuses, request);
                                 });
}

int list(const ListOptions& options, Context& context) {
  const std::string kind = options.kind.value_or("subscriptions");
  check_kind(options, kind);
  check_options(options, kind, context);
  if (kind == "accounts") return list_accounts(options, context);
  if (kind == "plans") return list_plans(options, context);
  if (kind == "cancellations") return list_cancellations(options, context);
  if (kind == "requests") return list_requests(options, context);
  if (kind == "batches") return list_batches(options, context);
  if (kind == "events") return list_events(options, context);
  if (kind == "reasons") return list_reasons(options, context);
  if (kind == "operators") return list_operators(options, context);
  if (kind == "sessions") return list_sessions(options, context);
  if (kind == "tokens") return list_tokens(options, context);
  return list_subscriptions(options, context);
}

}  // namespace

Command list_command() {
  auto options = std::make_shared<ListOptions>();
  Command command{.name = "list",
                  .group = "Look",
                  .summary = "List subscriptions, or what else there is",
                  .operands = {one_of(kinds, maybe("KIND", options->kind, "What to list; subscriptions unless given"))},
                  .options = filter_options(options->filter),
                  .examples = {{"list", "The first subscriptions"},
                               {"list --status pending_cancellation --ends-before 7d", "What ends within a week"},
                               {"list cancellations --reason too_expensive --since 30d --json", "For a script"}},
                  .run = [options](Context& context) { return list(*options, context); }};
  for (Option& declared : std::vector<Option>{
           option("reason", "CODE", options->reason, "Only cancellations with this reason"),
           option("by", "OPERATOR", options->by, "Only cancellations, or events, by this operator"),
           option("batch", "B", options->batch, "Only cancellations of this batch, by its id or its key"),
           option("since", "TIME", options->since, "Only what was requested, added, or happened, then or later"),
           option("until", "TIME", options->until, "Only what was requested, added, or happened, before this"),
           option("sort", "KEY[:desc]", options->sort,
                  "By key, start_on, created_at or effective_on; requests by key or created_at"),
           option("limit", "N", options->limit, "At most N; 50 on a terminal, all elsewhere"),
           option("cursor", "C", options->cursor, "Go on behind the page that said so"),
           flag("all", options->is_all, "All of them, on a terminal, too")}) {
    command.options.push_back(std::move(declared));
  }
  return command;
}

}  // namespace nexor
