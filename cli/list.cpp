#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/parse/suggest.h"
#include "cli/print.h"
#include "cli/shapes/shapes.h"
#include "lib/ops/find.h"
#include "lib/ops/records.h"
#include "lib/store/accounts.h"
#include "lib/store/cancellations.h"
#include "lib/store/plans.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

struct ListOptions {
  std::optional<std::string> kind;
  std::vector<std::string> statuses;
  std::optional<std::string> account;
  std::optional<std::string> plan;
  std::optional<std::string> reason;
  std::optional<std::string> by;
  std::optional<std::string> limit;
  std::optional<std::string> cursor;
  bool is_all = false;
};

const std::vector<std::string> kinds{"subscriptions", "accounts", "plans", "cancellations"};

// What an option says only about another kind of thing is a mistake, not a filter that does nothing.
void check_filters(const ListOptions& options, const std::string& kind) {
  const bool is_subscriptions = kind == "subscriptions";
  const bool is_cancellations = kind == "cancellations";
  const auto refuse = [&](bool is_given, std::string_view option) {
    if (is_given) throw Error(Fault::usage, fmt::format("--{} means nothing for {}", option, kind));
  };
  if (!is_subscriptions) {
    refuse(options.account.has_value(), "account");
    refuse(options.plan.has_value(), "plan");
  }
  if (!is_cancellations) {
    refuse(options.reason.has_value(), "reason");
    refuse(options.by.has_value(), "by");
  }
  if (!is_subscriptions && !is_cancellations) refuse(!options.statuses.empty(), "status");
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

// What is wrong with the options is told before any store is opened.
void check_page(const ListOptions& options, Context& context) {
  limit_of(options, context);
  if (options.cursor) position_of(*options.cursor);
}

std::vector<Status> parse_statuses(const std::vector<std::string>& names) {
  std::vector<std::string> known;
  using enum Status;
  for (const Status status : {scheduled, trialing, active, pending_cancellation, cancelled, expired}) {
    known.emplace_back(name_of(status));
  }
  std::vector<Status> statuses;
  for (const std::string& name : names) {
    check_choice("--status", known, name);
    statuses.push_back(*parse_status(name));
  }
  return statuses;
}

// Prints a list whose pages `page_of` reads in a look of their own each.
template <class T, class PageOf>
int print_pages(const ListOptions& options, Context& context, const Shape<T>& shape, PageOf page_of) {
  const auto after = options.cursor ? std::optional(position_of(*options.cursor)) : std::nullopt;
  const auto limit = limit_of(options, context);
  Desk& desk = context.desk();
  const ListEnd end =
      print_list<T>(context, shape, after, limit, [&](const std::optional<std::string>& position, std::size_t count) {
        Page<T> page;
        look(desk, Verb::list, [&](Transaction& transaction, Instant now) {
          page = page_of(transaction, now, PageRequest{position, count});
        });
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
  SubscriptionFilter filter{.statuses = parse_statuses(options.statuses), .account = {}, .plan = {}};
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant) {
    if (options.account) filter.account = find_account(transaction, *options.account).id;
    if (options.plan) filter.plan = find_plan(transaction, *options.plan).id;
  });
  const Shape<Service> shape = subscription_shape(context, Feedback::hidden);
  return print_pages<Service>(options, context, shape,
                              [&](Transaction& transaction, Instant now, const PageRequest& request) {
                                return transaction.subscriptions().list(filter, now, request);
                              });
}

int list_accounts(const ListOptions& options, Context& context) {
  const Shape<Account> shape = account_shape();
  return print_pages<Account>(options, context, shape,
                              [](Transaction& transaction, Instant, const PageRequest& request) {
                                return transaction.accounts().list(request);
                              });
}

int list_plans(const ListOptions& options, Context& context) {
  const Shape<Plan> shape = plan_shape();
  return print_pages<Plan>(options, context, shape, [](Transaction& transaction, Instant, const PageRequest& request) {
    return transaction.plans().list(request);
  });
}

int list_cancellations(const ListOptions& options, Context& context) {
  const std::vector<std::string> known{"pending", "effective", "withdrawn", "replaced"};
  for (const std::string& status : options.statuses) check_choice("--status", known, status);
  const CancellationFilter filter{.statuses = options.statuses, .reason = options.reason, .by = options.by};
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

int list(const ListOptions& options, Context& context) {
  const std::string kind = options.kind.value_or("subscriptions");
  check_filters(options, kind);
  check_page(options, context);
  if (kind == "accounts") return list_accounts(options, context);
  if (kind == "plans") return list_plans(options, context);
  if (kind == "cancellations") return list_cancellations(options, context);
  return list_subscriptions(options, context);
}

}  // namespace

Command list_command() {
  auto options = std::make_shared<ListOptions>();
  return {.name = "list",
          .group = "Look",
          .summary = "List subscriptions, or what else there is",
          .operands = {one_of(kinds, maybe("KIND", options->kind, "What to list; subscriptions unless given"))},
          .options = {repeatable("status", "STATUS", options->statuses, "Only those in this status; may be repeated"),
                      option("account", "ID", options->account, "Only subscriptions of this account"),
                      option("plan", "KEY", options->plan, "Only subscriptions of this plan"),
                      option("reason", "CODE", options->reason, "Only cancellations with this reason"),
                      option("by", "OPERATOR", options->by, "Only cancellations by this operator"),
                      option("limit", "N", options->limit, "At most N; 50 on a terminal, all elsewhere"),
                      option("cursor", "C", options->cursor, "Go on behind the page that said so"),
                      flag("all", options->is_all, "All of them, on a terminal, too")},
          .examples = {{"list", "The first subscriptions"},
                       {"list --status pending_cancellation", "What is about to end"},
                       {"list cancellations --reason too_expensive --json", "For a script"}},
          .run = [options](Context& context) { return list(*options, context); }};
}

}  // namespace nexor
