#include "cli/choose_subscription.h"

#include <fmt/format.h>

#include "cli/ask/choose.h"
#include "cli/context.h"
#include "lib/model/search.h"
#include "lib/ops/desk.h"
#include "lib/ops/find.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

constexpr std::size_t most_shown = 9;

std::string line_of(const Service& service, Instant now) {
  return fmt::format("{}  {}  {}  {}", service.subscription.key, service.account.name, service.plan.key,
                     name_of(status_of(service, now)));
}

bool is_named(Context& context, const std::string& word) {
  try {
    look(context.desk(), Verb::cancel, [&](Transaction& transaction, Instant) { find_service(transaction, word); });
    return true;
  } catch (const Error& error) {
    if (error.fault != Fault::not_found && error.fault != Fault::input_invalid) throw;
    return false;
  }
}

// What the words find; one row more than is shown tells that there are others.
std::vector<Choice> found(Context& context, const std::string& words) {
  SubscriptionFilter filter;
  filter.statuses = {Status::scheduled, Status::trialing, Status::active, Status::pending_cancellation};
  std::vector<Choice> choices;
  try {
    filter.search = parse_search(words);
  } catch (const Error&) {
    return choices;  // no words: nothing is found by them
  }
  look(context.desk(), Verb::cancel, [&](Transaction& transaction, Instant now) {
    const PageRequest request{.after = {}, .limit = most_shown + 1};
    for (const Service& service : transaction.subscriptions().list(filter, now, request).items) {
      choices.push_back({service.subscription.key, line_of(service, now)});
    }
  });
  return choices;
}

}  // namespace

std::string choose_subscription(Context& context) {
  std::string words = choose(context, {}, "Which subscription? Its key, or words of a name or an address: ");
  while (!is_named(context, words)) {
    auto choices = found(context, words);
    const bool has_others = choices.size() > most_shown;
    if (has_others) choices.resize(most_shown);
    const std::string found_text = choices.empty() ? fmt::format("Nothing is found by '{}'. Other words: ", words)
                                   : has_others    ? "A number; there are others, so more words find fewer: "
                                                   : "A number, or other words: ";
    words = choose(context, choices, found_text);
  }
  return words;
}

}  // namespace nexor
