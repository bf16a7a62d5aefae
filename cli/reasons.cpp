#include "cli/reasons.h"

#include <algorithm>
#include <optional>

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/print.h"
#include "cli/shapes/shapes.h"
#include "lib/store/cancellations.h"

namespace nexor {

namespace {

// The catalogue needs no store. Where there is none, or nobody is logged in, or it can't be had now, it is told without
// counts; a store that is damaged is told of.
bool may_lack(Fault fault) {
  using enum Fault;
  return fault == not_logged_in || fault == session_expired || fault == store_unavailable || fault == store_busy;
}

std::optional<std::vector<ReasonCount>> counted(Context& context) {
  std::optional<std::vector<ReasonCount>> counts;
  try {
    look(context.desk(), Verb::list,
         [&](Transaction& transaction, Instant) { counts = transaction.cancellations().count_by_reason(); });
  } catch (const Error& error) {
    if (!may_lack(error.fault)) throw;
  }
  return counts;
}

// Those of the catalogue, and behind them those that only cancellations remember.
std::vector<CountedReason> with_counts(const std::vector<Reason>& catalogue,
                                       const std::optional<std::vector<ReasonCount>>& counts) {
  std::vector<CountedReason> all;
  for (const Reason& reason : catalogue) {
    all.push_back({.reason = reason, .live = {}, .ever = {}});
    if (counts) all.back().live = all.back().ever = 0;
  }
  for (const ReasonCount& count : counts.value_or(std::vector<ReasonCount>{})) {
    auto known = std::ranges::find(all, count.reason.code, [](const CountedReason& r) { return r.reason.code; });
    if (known == all.end()) {
      known = all.insert(all.end(), {.reason = count.reason, .live = {}, .ever = {}});
      known->reason.is_retired = true;
    }
    known->live = count.live;
    known->ever = count.ever;
  }
  return all;
}

}  // namespace

std::vector<CountedReason> counted_reasons(Context& context) {
  const ReasonCatalogue catalogue = context.policy().reasons;
  return with_counts(catalogue.all(), counted(context));
}

Command reasons_command() {
  return {.name = "reasons",
          .group = "Setup",
          .summary = "Print the reasons that a cancellation can have, and how often each was given",
          .examples = {{"reasons", "See the codes, what they mean and how often they were given"}},
          .answer =
              [](Context&) {
                return AnswerForm{
                    .documents = {"reason"}, .columns = names_of(counted_reason_shape().columns), .is_list = true};
              },
          .run =
              [](Context& context) {
                print_all(context, counted_reason_shape(), counted_reasons(context));
                return 0;
              }};
}

}  // namespace nexor
