#include "cli/complete/store_offers.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "cli/shapes/shapes.h"
#include "lib/store/accounts.h"
#include "lib/store/batches.h"
#include "lib/store/cancellations.h"
#include "lib/store/operators.h"
#include "lib/store/plans.h"
#include "lib/store/requests.h"
#include "lib/store/sessions.h"
#include "lib/store/store.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

constexpr std::size_t most_things = 50;

void append(Candidates& all, Candidates more) { std::move(more.begin(), more.end(), std::back_inserter(all)); }

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

// What may be meant by an undo: few of very many subscriptions are pending, and seldom the first by their keys.
std::vector<std::optional<Service>> find_pending(Transaction& transaction, Instant now) {
  std::vector<Reference<SubscriptionId>> references;
  for (const SubscriptionId pending : transaction.cancellations().pending(now, 2 * most_things)) {
    references.emplace_back(pending);
  }
  return transaction.subscriptions().find(references);
}

// As it was begun: by its key, else by its id.
template <class Thing>
std::string word_for(const Thing& thing, const std::string& typed) {
  return thing.key.starts_with(typed) ? thing.key : text_of(thing.id);
}

// Only those that the verb can do something with, or that can be the base of another.
bool fits(const Completion& asked, const Service& service, Instant now) {
  const std::string& command = asked.command;
  const Status status = status_of(service, now);
  const bool has_ended = status == Status::cancelled || status == Status::expired;
  if (asked.option == "base") return !has_ended && !service.plan.is_addon;
  if (command == "undo") return status == Status::pending_cancellation && service.cancellation;
  if (command == "feedback") return ending_of(service) != nullptr;
  if (command == "cancel") return !has_ended;
  return true;
}

// The same.
bool fits(const std::string& command, const Account& account) {
  if (command == "account close") return !account.closed_at;
  if (command == "account reopen") return account.closed_at.has_value();
  return true;
}

// The same.
bool fits(const std::string& command, const RegistrationRequest& request) {
  if (command == "approve" || command == "decline") return request.state == RequestState::pending;
  if (command == "reopen") return request.state == RequestState::declined;
  return true;
}

}  // namespace

Candidates among(const std::vector<std::string>& words, const std::string& typed) {
  Candidates found;
  for (const std::string& word : words) {
    if (word.starts_with(typed)) found.push_back({word, ""});
  }
  return found;
}

Candidates subscriptions_in(Transaction& transaction, Instant now, const Completion& asked) {
  auto services = find_typed<SubscriptionId>(transaction.subscriptions(), asked.typed, IdKind::subscription);
  if (asked.command == "undo") std::ranges::move(find_pending(transaction, now), std::back_inserter(services));
  Candidates found;
  std::set<SubscriptionId> offered;
  for (const auto& service : services) {
    if (!service || !fits(asked, *service, now)) continue;
    const std::string word = word_for(service->subscription, asked.typed);
    if (word.starts_with(asked.typed) && offered.insert(service->subscription.id).second) {
      found.push_back({word, service->account.name});
    }
  }
  return found;
}

Candidates accounts_in(Transaction& transaction, const Completion& asked) {
  Candidates found;
  for (const auto& account : find_typed<AccountId>(transaction.accounts(), asked.typed, IdKind::account)) {
    if (account && fits(asked.command, *account)) found.push_back({word_for(*account, asked.typed), account->name});
  }
  return found;
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

Candidates sessions_in(Transaction& transaction, Instant now, const Completion& asked) {
  Candidates found;
  for (const Session& session : transaction.sessions().all()) {
    if (session.revoked_at || session.expires_at <= now || !text_of(session.id).starts_with(asked.typed)) continue;
    const auto owner = transaction.operators().find(session.owner);
    found.push_back({text_of(session.id), owner ? owner->name : ""});
  }
  return found;
}

Candidates tokens_in(Transaction& transaction, Instant now, const Completion& asked) {
  Candidates found;
  for (const Token& token : transaction.tokens().all()) {
    if (token.revoked_at || token.expires_at <= now || !text_of(token.id).starts_with(asked.typed)) continue;
    found.push_back({text_of(token.id), token.label});
  }
  return found;
}

Candidates operators_in(Transaction& transaction, const Completion& asked) {
  Candidates found;
  for (const Operator& each : transaction.operators().all()) {
    if (asked.command == "operator enable" && each.is_enabled) continue;
    if (asked.command == "operator disable" && !each.is_enabled) continue;
    if (each.name.starts_with(asked.typed)) found.push_back({each.name, std::string(name_of(each.role))});
  }
  return found;
}

}  // namespace nexor
