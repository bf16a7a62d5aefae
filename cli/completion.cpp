#include "cli/commands.h"
#include "cli/complete/complete.h"
#include "cli/complete/scripts.h"
#include "cli/context.h"
#include "cli/output/harmless.h"
#include "lib/store/accounts.h"
#include "lib/store/operators.h"
#include "lib/store/plans.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

constexpr std::size_t most_things = 50;

using Candidates = std::vector<Candidate>;

// Only those that the verb can do something with.
bool fits(const std::string& command, const Service& service, Instant now) {
  const Status status = status_of(service, now);
  if (command == "undo") return status == Status::pending_cancellation && service.cancellation;
  if (command == "cancel") return status != Status::cancelled && status != Status::expired;
  return true;
}

void add_subscriptions(Transaction& transaction, Instant now, const Completion& asked, Candidates& found) {
  Subscriptions& subscriptions = transaction.subscriptions();
  for (const std::string& key : subscriptions.neighbours(asked.typed, most_things)) {
    if (!key.starts_with(asked.typed)) continue;
    const Reference<SubscriptionId> reference = key;
    const auto service = subscriptions.find(std::span(&reference, 1)).front();
    if (service && fits(asked.command, *service, now)) found.push_back({key, service->account.name});
  }
}

void add_keys(const std::vector<std::string>& keys, const Completion& asked, Candidates& found) {
  for (const std::string& key : keys) {
    if (key.starts_with(asked.typed)) found.push_back({key, ""});
  }
}

// What the store knows under the name of an operand or a value.
Candidates from_store(Context& context, const Completion& asked) {
  Candidates found;
  const bool is_account = asked.command == "account edit" || asked.command == "subscription add";
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant now) {
    if (asked.wanted == "KEY") return add_keys(transaction.plans().neighbours(asked.typed, most_things), asked, found);
    if (asked.wanted == "OPERATOR") return add_keys(transaction.operators().names(), asked, found);
    if (asked.wanted != "ID" && asked.wanted != "SUBSCRIPTION") return;
    if (!is_account) add_subscriptions(transaction, now, asked, found);
    if (asked.command != "cancel" && asked.command != "undo") {
      add_keys(transaction.accounts().neighbours(asked.typed, most_things), asked, found);
    }
  });
  return found;
}

Candidates from_reasons(Context& context, const Completion& asked) {
  Candidates found;
  const ReasonCatalogue reasons = context.policy().reasons;
  for (const Reason& reason : reasons.all()) {
    if (!reason.is_retired && reason.code.starts_with(asked.typed)) found.push_back({reason.code, reason.label});
  }
  return found;
}

// Of subscriptions, which are what is listed unless another kind is named.
Candidates statuses(const Completion& asked) {
  Candidates found;
  using enum Status;
  for (const Status status : {scheduled, trialing, active, pending_cancellation, cancelled, expired}) {
    if (name_of(status).starts_with(asked.typed)) found.push_back({std::string(name_of(status)), ""});
  }
  return found;
}

Candidates known(Context& context, const Completion& asked) {
  if (asked.wanted == "CODE" && asked.command == "cancel") return from_reasons(context, asked);
  if (asked.wanted == "STATUS") return statuses(asked);
  if (asked.wanted == "WHEN") return {{"period-end", ""}, {"now", ""}};
  return from_store(context, asked);
}

void print(Context& context, const std::string& prefix, const Candidates& candidates) {
  for (const Candidate& candidate : candidates) {
    context.out() << harmless(prefix + candidate.word) << '\t' << harmless(candidate.says) << '\n';
  }
}

// Silent where it can't answer: whoever presses TAB wants no error on the line.
int complete_line(const std::vector<std::string>& words, Context& context) {
  const Completion asked = complete(words, command_index());
  print(context, "", asked.candidates);
  if (asked.wanted == "FILE") context.out() << ":files\n";
  if (asked.wanted.empty() || asked.wanted == "FILE") return 0;
  context.set_unobtrusive();
  try {
    print(context, asked.prefix, known(context, asked));
  } catch (const std::exception&) {
    return 0;
  }
  return 0;
}

}  // namespace

Command complete_command() {
  auto words = std::make_shared<std::vector<std::string>>();
  return {.name = "__complete",
          .summary = "What could stand next on a command line, for the shells' completion",
          .operands = {any("WORD", *words, "The words behind nexor, the last of them being typed")},
          .hidden = true,
          .run = [words](Context& context) { return complete_line(*words, context); }};
}

Command completion_command() {
  auto shell = std::make_shared<std::string>();
  return {.name = "completion",
          .group = "Setup",
          .summary = "Print a shell's completion script",
          .operands = {one_of({"bash", "zsh", "fish"}, one("SHELL", *shell, "Whose script"))},
          .examples = {{"completion bash >~/.local/share/bash-completion/completions/nexor", "For yourself alone"}},
          .run = [shell](Context& context) {
            context.out() << completion_script(*shell);
            return 0;
          }};
}

}  // namespace nexor
