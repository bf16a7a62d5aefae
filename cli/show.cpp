#include "cli/commands.h"
#include "cli/context.h"
#include "cli/several.h"
#include "cli/shared_key.h"
#include "cli/show_answer.h"
#include "lib/ops/find.h"
#include "lib/store/later_feedback.h"
#include "lib/store/notices.h"
#include "lib/store/plans.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

struct ShowOptions {
  std::vector<std::string> ids;
};

Service with_later(Transaction& transaction, Service service) {
  service.said_later = transaction.later_feedback().of(service.subscription.id);
  return service;
}

// Throws `error` where the word is no plan's key either, with the plans near it where nothing else is.
Plan find_plan_instead(Transaction& transaction, const std::string& word, Error& error) {
  try {
    return find_plan(transaction, word);
  } catch (const Error& no_plan) {
    if (no_plan.fault != Fault::not_found) throw;
    if (error.hint.empty()) {
      error.hint = no_plan.hint;
      if (!error.hint.empty()) error.next = no_plan.next;
    }
    throw Error(error);
  }
}

// What a word names: a plan where it is no key of anything else.
Shown find_shown(Context& context, Transaction& transaction, const std::string& word, Instant now) {
  try {
    const Thing found = find_thing_aloud(context, transaction, word);
    if (const auto* service = std::get_if<Service>(&found)) return with_later(transaction, *service);
    if (const auto* account = std::get_if<Account>(&found)) return page_of(transaction, *account, now);
    if (const auto* request = std::get_if<RegistrationRequest>(&found)) return *request;
    if (const auto* batch = std::get_if<Batch>(&found)) return summary_of(transaction, *batch, now);
    const auto& cancellation = std::get<Cancellation>(found);
    Service service = with_later(transaction, find_service(transaction, text_of(cancellation.subscription)));
    ShownCancellation result = shown(cancellation, service);
    result.account = std::move(service.account);
    result.notices = transaction.notices().of(cancellation.confirmation);
    return result;
  } catch (Error& error) {
    if (error.fault != Fault::not_found || has_id_shape(word)) throw;
    return find_plan_instead(transaction, word, error);
  }
}

std::vector<ShowItem> find_all(const ShowOptions& options, Context& context) {
  std::vector<ShowItem> items;
  look(context.desk(), Verb::show, [&](Transaction& transaction, Instant now) {
    for (const std::string& id : options.ids) {
      try {
        items.push_back({id, find_shown(context, transaction, id, now), {}});
      } catch (const Error& error) {
        if (options.ids.size() == 1) throw;
        items.push_back({id, NotShown{id, error}, error});
      }
    }
  });
  return items;
}

int show(const ShowOptions& options, Context& context) {
  check_single_id(options.ids);
  const auto items = find_all(options, context);
  print_shown(context, items);
  return exit_of_several(context, items, [](const ShowItem& item) { return item.id; });
}

}  // namespace

Command show_command() {
  auto options = std::make_shared<ShowOptions>();
  return {.name = "show",
          .group = "Look",
          .summary = "Show a subscription, an account, a request, a plan, a batch or a cancellation",
          .operands = {one_or_more("ID", options->ids, "An id, a key or a confirmation number")},
          .examples = {{"show K-1001", "One subscription as a card"},
                       {"show K-1001 --get cancellation.effective_on", "One value for a script"}},
          .answer = shown_form,
          .run = [options](Context& context) { return show(*options, context); }};
}

}  // namespace nexor
