#include "cli/complete/offers.h"

#include <algorithm>
#include <array>

#include "cli/context.h"
#include "cli/list_options.h"
#include "cli/schema_fields.h"
#include "cli/shapes/shapes.h"
#include "lib/store/accounts.h"
#include "lib/store/batches.h"
#include "lib/store/cancellations.h"
#include "lib/store/operators.h"
#include "lib/store/plans.h"
#include "lib/store/requests.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

constexpr std::size_t most_things = 50;

using Candidates = std::vector<Candidate>;

// The kind of thing that a command is about.
std::string kind_of(const Completion& asked) {
  const bool says_kind = asked.command == "list" || asked.command == "export";
  return says_kind && !asked.operands.empty() ? asked.operands.front() : "subscriptions";
}

Candidates among(const std::vector<std::string>& words, const std::string& typed) {
  Candidates found;
  for (const std::string& word : words) {
    if (word.starts_with(typed)) found.push_back({word, ""});
  }
  return found;
}

void append(Candidates& all, Candidates more) { std::move(more.begin(), more.end(), std::back_inserter(all)); }

// One look at the store, which adds to what is offered.
template <class Look>
Candidates from_store(Context& context, Look add) {
  Candidates found;
  look(context.desk(), Verb::list, [&](Transaction& transaction, Instant now) { found = add(transaction, now); });
  return found;
}

// The things of a table by what is typed of a key or an id; `id_of` makes an id of a number.
template <class IdOfThing, class Table>
auto find_typed(Table& table, const std::string& typed, IdKind kind) {
  std::vector<Reference<IdOfThing>> references;
  for (const std::int64_t number : numbers_beginning(typed, kind, "", most_things)) {
    references.emplace_back(IdOfThing{number});
  }
  for (std::string& key : table.neighbours(typed, most_things)) {
    if (key.starts_with(typed)) references.push_back(std::move(key));
  }
  return table.find(references);
}

// As it was begun: by its key, else by its id.
template <class Thing>
std::string word_for(const Thing& thing, const std::string& typed) {
  return thing.key.starts_with(typed) ? thing.key : text_of(thing.id);
}

// Only those that the verb can do something with.
bool fits(const std::string& command, const Service& service, Instant now) {
  const Status status = status_of(service, now);
  if (command == "undo") return status == Status::pending_cancellation && service.cancellation;
  if (command == "feedback") return ending_of(service) != nullptr;
  if (command == "cancel") return status != Status::cancelled && status != Status::expired;
  return true;
}

Candidates subscriptions_in(Transaction& transaction, Instant now, const Completion& asked) {
  Candidates found;
  for (const auto& service :
       find_typed<SubscriptionId>(transaction.subscriptions(), asked.typed, IdKind::subscription)) {
    if (!service || !fits(asked.command, *service, now)) continue;
    found.push_back({word_for(service->subscription, asked.typed), service->account.name});
  }
  return found;
}

Candidates accounts_in(Transaction& transaction, const Completion& asked) {
  Candidates found;
  for (const auto& account : find_typed<AccountId>(transaction.accounts(), asked.typed, IdKind::account)) {
    if (account) found.push_back({word_for(*account, asked.typed), account->name});
  }
  return found;
}

// Only those that the verb can do something with.
bool fits(const std::string& command, const RegistrationRequest& request) {
  if (command == "approve" || command == "decline") return request.state == RequestState::pending;
  if (command == "reopen") return request.state == RequestState::declined;
  return true;
}

Candidates requests_in(Transaction& transaction, const Completion& asked) {
  Candidates found;
  for (const auto& request : find_typed<RequestId>(transaction.requests(), asked.typed, IdKind::request)) {
    if (!request || !fits(asked.command, *request)) continue;
    found.push_back({word_for(*request, asked.typed), request->name});
  }
  return found;
}

Candidates plans_in(Transaction& transaction, const Completion& asked) {
  return among(transaction.plans().neighbours(asked.typed, most_things), asked.typed);
}

Candidates confirmations_in(Transaction& transaction, Instant now, const Completion& asked) {
  constexpr std::string_view prefix = "NX-";
  const std::string series = transaction.info().series;
  const std::string begin = asked.typed.size() < prefix.size() ? std::string(prefix) : asked.typed;
  std::vector<Confirmation> numbers;
  for (const std::int64_t number : numbers_beginning(begin, IdKind::cancellation, series, most_things)) {
    numbers.push_back({series, CancellationId{number}});
  }
  Candidates found;
  for (const auto& cancellation : transaction.cancellations().find(numbers)) {
    if (!cancellation || !text_of(cancellation->confirmation).starts_with(asked.typed)) continue;
    if (asked.command == "undo" && status_name(*cancellation, now) != "pending") continue;
    found.push_back({text_of(cancellation->confirmation), status_phrase(*cancellation, now)});
  }
  return found;
}

// The newest ones; only those that the verb can do something with.
Candidates batches_in(Transaction& transaction, const Completion& asked) {
  Candidates found;
  for (const Batch& batch : transaction.batches().list({}, {.after = {}, .limit = most_things}).items) {
    if (asked.option == "resume" && remaining_of(batch) + batch.counts[Outcome::failed] == 0) continue;
    const bool is_by_key = batch.key && batch.key->starts_with(asked.typed);
    const std::string word = is_by_key ? *batch.key : text_of(batch.id);
    if (word.starts_with(asked.typed)) found.push_back({word, std::string(status_of(batch))});
  }
  return found;
}

// Whatever has an id or a key. Confirmations are offered where one is begun: nobody looks for one in a list of all.
Candidates things_in(Transaction& transaction, Instant now, const Completion& asked) {
  Candidates found = subscriptions_in(transaction, now, asked);
  if (!asked.typed.empty()) append(found, confirmations_in(transaction, now, asked));
  if (!asked.typed.empty() && asked.command != "feedback") append(found, batches_in(transaction, asked));
  if (asked.command != "undo" && asked.command != "feedback") append(found, accounts_in(transaction, asked));
  if (asked.command != "undo" && asked.command != "feedback") append(found, requests_in(transaction, asked));
  if (asked.command == "show") append(found, plans_in(transaction, asked));
  return found;
}

Candidates subscriptions(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant now) { return subscriptions_in(store, now, asked); });
}

Candidates accounts(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant) { return accounts_in(store, asked); });
}

Candidates requests(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant) { return requests_in(store, asked); });
}

Candidates plans(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant) { return plans_in(store, asked); });
}

// A key that is there: of a new record there is none yet.
Candidates plans_to_change(Context& context, const Completion& asked) {
  if (asked.command != "plan edit" && asked.command != "plan retire") return {};
  return plans(context, asked);
}

Candidates confirmations(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant now) { return confirmations_in(store, now, asked); });
}

Candidates batches(Context& context, const Completion& asked) {
  return from_store(context, [&](Transaction& store, Instant) { return batches_in(store, asked); });
}

Candidates operators(Context& context, const Completion& asked) {
  return from_store(context,
                    [&](Transaction& store, Instant) { return among(store.operators().names(), asked.typed); });
}

Candidates things(Context& context, const Completion& asked) {
  if (asked.command.starts_with("account ")) return accounts(context, asked);
  if (asked.command == "export") {
    return kind_of(asked) == "batches" ? batches(context, asked) : Candidates{};
  }
  return from_store(context, [&](Transaction& store, Instant now) { return things_in(store, now, asked); });
}

Candidates decline_codes(const Completion& asked) {
  std::vector<std::string> codes;
  for (const DeclineReason reason : decline_reasons()) codes.emplace_back(name_of(reason));
  return among(codes, asked.typed);
}

// A reason that is retired is given to nothing any more, but may be looked for.
Candidates reasons(Context& context, const Completion& asked) {
  if (asked.command == "decline") return decline_codes(asked);
  Candidates found;
  const ReasonCatalogue catalogue = context.policy().reasons;
  for (const Reason& reason : catalogue.all()) {
    if (reason.is_retired && asked.command != "list") continue;
    if (reason.code.starts_with(asked.typed)) found.push_back({reason.code, reason.label});
  }
  return found;
}

Candidates moments(Context&, const Completion& asked) { return among({"period-end", "now"}, asked.typed); }

Candidates statuses(Context&, const Completion& asked) {
  const std::string kind = kind_of(asked);
  if (kind == "accounts") return among({"open", "closed"}, asked.typed);
  if (kind == "requests") return among({"pending", "approved", "declined"}, asked.typed);
  if (kind == "batches") return among({"unfinished", "finished"}, asked.typed);
  if (kind == "reasons") return among({"usable", "retired"}, asked.typed);
  if (kind == "cancellations") return among({"pending", "effective", "withdrawn", "replaced"}, asked.typed);
  if (kind != "subscriptions") return {};
  std::vector<std::string> names;
  using enum Status;
  for (const Status status : {scheduled, trialing, active, pending_cancellation, cancelled, expired}) {
    names.emplace_back(name_of(status));
  }
  return among(names, asked.typed);
}

// In front of the command nobody knows yet.
AnswerForm form_of(const Completion& asked, Context& context) {
  return asked.answer ? asked.answer(context) : AnswerForm{};
}

// The last of the names, which stand with commas between them.
Candidates columns(Context& context, const Completion& asked) {
  const std::size_t comma = asked.typed.rfind(',');
  const std::size_t begin = comma == std::string::npos ? 0 : comma + 1;
  Candidates found = among(form_of(asked, context).columns, asked.typed.substr(begin));
  for (Candidate& candidate : found) candidate.word.insert(0, asked.typed.substr(0, begin));
  return found;
}

Candidates fields(Context& context, const Completion& asked) {
  return among(fields_of(form_of(asked, context).documents), asked.typed);
}

Candidates sorts(Context&, const Completion& asked) {
  std::vector<std::string> words;
  for (const std::string& key : sort_keys_of(kind_of(asked))) {
    words.push_back(key);
    words.push_back(key + ":desc");
  }
  return among(words, asked.typed);
}

struct Source {
  std::string_view name;  // of the option whose value it is, or of the operand
  Candidates (*offers)(Context&, const Completion&);
};

constexpr std::array of_options{Source{"reason", reasons},   Source{"at", moments},         Source{"status", statuses},
                                Source{"columns", columns},  Source{"get", fields},         Source{"sort", sorts},
                                Source{"account", accounts}, Source{"base", subscriptions}, Source{"plan", plans},
                                Source{"by", operators},     Source{"for", operators},      Source{"batch", batches},
                                Source{"resume", batches}};

constexpr std::array of_operands{Source{"KEY", plans_to_change}, Source{"ACCOUNT", accounts},
                                 Source{"ID", things},           Source{"SUBSCRIPTION", subscriptions},
                                 Source{"REQUEST", requests},    Source{"CONFIRMATION", confirmations},
                                 Source{"OPERATOR", operators}};

}  // namespace

std::vector<Candidate> offers(Context& context, const Completion& asked) {
  const auto choose = [&](const auto& sources, std::string_view name) -> Candidates {
    const auto source = std::ranges::find(sources, name, &Source::name);
    return source == sources.end() ? Candidates{} : source->offers(context, asked);
  };
  return asked.option.empty() ? choose(of_operands, asked.wanted) : choose(of_options, asked.option);
}

}  // namespace nexor
