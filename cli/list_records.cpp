#include <tuple>

#include "cli/list_kinds.h"
#include "cli/list_pages.h"
#include "cli/shapes/shapes.h"
#include "lib/ops/find.h"
#include "lib/store/accounts.h"
#include "lib/store/plans.h"
#include "lib/store/requests.h"
#include "lib/store/store.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

RecordSort record_sort(const SubscriptionOrder& order) {
  return order.by == SubscriptionSort::key ? RecordSort::key : RecordSort::created_at;
}

}  // namespace

int list_subscriptions(const ListOptions& options, Context& context) {
  SubscriptionFilter filter;
  look(context.desk(), Verb::list,
       [&](Transaction& transaction, Instant) { filter = filter_of(options.filter, context, transaction); });
  filter.order = order_of(options, "subscriptions");
  const Shape<Service> shape = subscription_shape(context, Feedback::hidden);
  return print_pages<Service>(options, context, shape,
                              [&](Transaction& transaction, Instant now, const PageRequest& request) {
                                return transaction.subscriptions().list(filter, now, request);
                              });
}

int list_accounts(const ListOptions& options, Context& context) {
  const SubscriptionOrder order = order_of(options, "accounts");
  AccountFilter filter{.is_closed = which(options, "open", "closed"),
                       .created_from = {},
                       .created_until = {},
                       .search = search_of(options),
                       .sort = record_sort(order),
                       .is_descending = order.is_descending};
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant) {
    std::tie(filter.created_from, filter.created_until) =
        range_of(context, transaction, options.since, options.until, Toward::past);
  });
  const Shape<Account> shape = account_shape();
  return print_pages<Account>(options, context, shape,
                              [&](Transaction& transaction, Instant, const PageRequest& request) {
                                return transaction.accounts().list(request, filter);
                              });
}

int list_plans(const ListOptions& options, Context& context) {
  const PlanFilter filter{.is_retired = which(options, "sold", "retired"), .search = search_of(options)};
  const Shape<Plan> shape = plan_shape();
  return print_pages<Plan>(options, context, shape, [&](Transaction& transaction, Instant, const PageRequest& request) {
    return transaction.plans().list(request, filter);
  });
}

int list_requests(const ListOptions& options, Context& context) {
  const SubscriptionOrder order = order_of(options, "requests");
  RequestFilter filter{.states = {},
                       .plan = {},
                       .created_from = {},
                       .created_until = {},
                       .search = search_of(options),
                       .sort = record_sort(order),
                       .is_descending = order.is_descending};
  for (const std::string& status : options.filter.statuses) filter.states.push_back(*parse_request_state(status));
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant) {
    if (options.filter.plan) filter.plan = find_plan(transaction, *options.filter.plan).id;
    std::tie(filter.created_from, filter.created_until) =
        range_of(context, transaction, options.since, options.until, Toward::past);
  });
  const Shape<RegistrationRequest> shape = request_shape();
  return print_pages<RegistrationRequest>(options, context, shape,
                                          [&](Transaction& transaction, Instant, const PageRequest& request) {
                                            return transaction.requests().list(request, filter);
                                          });
}

}  // namespace nexor
