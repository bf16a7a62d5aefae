#include <algorithm>
#include <tuple>

#include "cli/list_kinds.h"
#include "cli/list_pages.h"
#include "cli/reasons.h"
#include "cli/shapes/shapes.h"
#include "lib/model/search.h"
#include "lib/ops/find.h"
#include "lib/ops/records.h"
#include "lib/store/batches.h"
#include "lib/store/cancellations.h"
#include "lib/store/events.h"
#include "lib/store/operators.h"
#include "lib/store/store.h"

namespace nexor {

namespace {

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

}  // namespace

int list_cancellations(const ListOptions& options, Context& context) {
  CancellationFilter filter{.statuses = options.filter.statuses, .reason = {}, .by = options.by};
  filter.search = search_of(options);
  filter.is_descending = order_of(options, "cancellations").is_descending;
  if (options.reason) filter.reason = reason_code(*options.reason);
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant now) {
    check_names(filter, transaction, now, context.policy());
    if (options.batch) filter.batch = find_batch(transaction, *options.batch).id;
    std::tie(filter.requested_from, filter.requested_until) =
        range_of(context, transaction, options.since, options.until, Toward::past);
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

int list_batches(const ListOptions& options, Context& context) {
  BatchFilter filter{.is_finished = which(options, "unfinished", "finished"), .created_from = {}, .created_until = {}};
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant) {
    std::tie(filter.created_from, filter.created_until) =
        range_of(context, transaction, options.since, options.until, Toward::past);
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
    std::tie(filter.from, filter.until) = range_of(context, transaction, options.since, options.until, Toward::past);
  });
  const Shape<Event> shape = event_shape();
  return print_pages<Event>(options, context, shape,
                            [&](Transaction& transaction, Instant, const PageRequest& request) {
                              return transaction.events().list(filter, request);
                            });
}

int list_reasons(const ListOptions& options, Context& context) {
  const auto is_retired = which(options, "usable", "retired");
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

}  // namespace nexor
