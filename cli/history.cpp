#include "cli/commands.h"
#include "cli/context.h"
#include "cli/print.h"
#include "cli/shapes/shapes.h"
#include "cli/shared_key.h"
#include "lib/store/events.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

struct HistoryOptions {
  std::optional<std::string> id;
};

// A subscription's events stand under its id, an account's under its own and those of all that it has.
std::vector<std::string> subjects_of(Context& context, Transaction& transaction, const std::string& word, Instant now) {
  const Thing thing = find_thing_aloud(context, transaction, word);
  if (const auto* service = std::get_if<Service>(&thing)) return {text_of(service->subscription.id)};
  if (const auto* cancellation = std::get_if<Cancellation>(&thing)) return {text_of(cancellation->subscription)};
  if (const auto* batch = std::get_if<Batch>(&thing)) return {text_of(batch->id)};
  if (const auto* request = std::get_if<RegistrationRequest>(&thing)) return {text_of(request->id)};
  const auto& account = std::get<Account>(thing);
  std::vector<std::string> subjects{text_of(account.id)};
  const SubscriptionFilter filter{.statuses = {}, .account = account.id, .plan = {}};
  for (const Service& service : transaction.subscriptions().list(filter, now, {}).items) {
    subjects.push_back(text_of(service.subscription.id));
  }
  return subjects;
}

int history(const HistoryOptions& options, Context& context) {
  constexpr std::size_t newest = 50;
  if (options.id) check_single_id(std::span(&*options.id, 1));
  std::vector<Event> events;
  look(context.desk(), Verb::history, [&](Transaction& transaction, Instant now) {
    events = options.id ? transaction.events().about(subjects_of(context, transaction, *options.id, now))
                        : transaction.events().newest(newest);
  });
  const Shape<Event> shape = event_shape();
  print_all(context, shape, events);
  return 0;
}

}  // namespace

Command history_command() {
  auto options = std::make_shared<HistoryOptions>();
  return {
      .name = "history",
      .group = "Look",
      .summary = "What happened to a subscription, an account or a request; the 50 newest events unless one is named",
      .operands = {maybe("ID", options->id, "Subscription, account, request, batch or confirmation")},
      .examples = {{"history K-1001", "Everything that was done to one subscription"}},
      .answer =
          [](Context&) {
            return AnswerForm{.documents = {"event"}, .columns = names_of(event_shape().columns), .is_list = true};
          },
      .run = [options](Context& context) { return history(*options, context); }};
}

}  // namespace nexor
