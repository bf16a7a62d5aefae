#include "lib/ops/find.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "lib/model/nearest.h"
#include "lib/store/accounts.h"
#include "lib/store/batches.h"
#include "lib/store/cancellations.h"
#include "lib/store/operators.h"
#include "lib/store/plans.h"
#include "lib/store/requests.h"
#include "lib/store/store.h"
#include "lib/store/subscriptions.h"

namespace nexor {

namespace {

constexpr std::size_t neighbours_on_a_side = 50;

// As if letters had been taken for the digits that they look like.
std::string with_digits(std::string_view word) {
  std::string text(word);
  for (char& c : text) {
    if (c == 'O' || c == 'o') c = '0';
    if (c == 'I' || c == 'l') c = '1';
  }
  return text;
}

// Keys that may have been meant: those that stand near the word in order, also where a digit was read as a letter.
template <class Table>
std::vector<std::string> candidates(Table& table, std::string_view word) {
  auto keys = table.neighbours(word, neighbours_on_a_side);
  if (const std::string digits = with_digits(word); digits != word) {
    for (auto& key : table.neighbours(digits, neighbours_on_a_side)) keys.push_back(std::move(key));
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  }
  return keys;
}

std::string_view list_of_kind(IdKind kind) {
  switch (kind) {
    case IdKind::session:
      return "sessions";
    case IdKind::token:
      return "tokens";
    case IdKind::account:
      return "accounts";
    case IdKind::subscription:
      return "subscriptions";
    case IdKind::request:
      return "requests";
    case IdKind::batch:
      return "batches";
    case IdKind::cancellation:
      return "cancellations";
  }
  return "subscriptions";
}

std::string example_of(IdKind kind) {
  switch (kind) {
    case IdKind::session:
      return text_of(SessionId{1});
    case IdKind::token:
      return text_of(TokenId{1});
    case IdKind::account:
      return text_of(AccountId{1});
    case IdKind::subscription:
      return text_of(SubscriptionId{1});
    case IdKind::request:
      return text_of(RequestId{1});
    case IdKind::batch:
      return text_of(BatchId{1});
    case IdKind::cancellation:
      return text_of(Confirmation{"7K", CancellationId{1}});
  }
  return "";
}

// A key may begin as an id does; where nothing has it, an id that lost a part was meant.
Error no_whole_id(std::string_view word, IdKind kind) {
  return Error(Fault::not_found, fmt::format("'{}' is no whole id of {}", word, name_of_kind(kind)))
      .with_hint(fmt::format("one looks like {}", example_of(kind)))
      .with_next(fmt::format("nexor list {}", list_of_kind(kind)));
}

Error not_found(std::string_view what, std::string_view word, std::span<const std::string> candidates,
                std::string_view kind) {
  const auto near = nearest(word, candidates);
  const auto begun = kind_begun(word);
  if (near.empty() && begun && !parse_id(word)) return no_whole_id(word, *begun);
  Error error(Fault::not_found, fmt::format("no {} '{}'", what, word));
  if (!near.empty()) error.hint = fmt::format("near it: {}", fmt::join(near, ", "));
  error.next.push_back(fmt::format("nexor list {}", kind));
  return error;
}

// A batch is named by its key only where a batch is asked for.
Error told_of_batch(Error error, Transaction& transaction, std::string_view word) {
  const auto batch = transaction.batches().find(Reference<BatchId>(std::string(word)));
  if (!batch || batch->source == BatchSource::single) return error;
  error.hint = fmt::format("that is the key of a batch, {}", text_of(batch->id));
  error.next = {fmt::format("nexor show {}", text_of(batch->id))};
  return error;
}

[[noreturn]] void refuse_kind(std::string_view word, IdKind is, IdKind wanted) {
  throw Error(Fault::input_invalid,
              fmt::format("'{}' is the id of {}, not of {}", word, name_of_kind(is), name_of_kind(wanted)));
}

// What to ask the store for: the id that `word` writes, or else the key that it is.
template <class IdOfThing>
Reference<IdOfThing> reference_of(std::string_view word, IdKind wanted) {
  const auto id = parse_id(word);
  if (!id) return std::string(word);
  if (id->kind != wanted) refuse_kind(word, id->kind, wanted);
  return IdOfThing{id->number};
}

std::optional<Service> service_named(Transaction& transaction, const Reference<SubscriptionId>& reference) {
  return transaction.subscriptions().find(std::span(&reference, 1)).front();
}

std::optional<Account> account_named(Transaction& transaction, const Reference<AccountId>& reference) {
  return transaction.accounts().find(std::span(&reference, 1)).front();
}

std::optional<RegistrationRequest> request_named(Transaction& transaction, const Reference<RequestId>& reference) {
  return transaction.requests().find(std::span(&reference, 1)).front();
}

FoundThing find_key(Transaction& transaction, std::string_view word) {
  const std::string key(word);
  std::vector<Thing> found;
  std::vector<IdKind> kinds;
  const auto take = [&](auto thing, IdKind kind) {
    if (!thing) return;
    found.emplace_back(std::move(*thing));
    kinds.push_back(kind);
  };
  take(service_named(transaction, key), IdKind::subscription);
  take(account_named(transaction, key), IdKind::account);
  take(request_named(transaction, key), IdKind::request);
  if (found.size() == 1) return {std::move(found.front())};
  if (!found.empty()) return {std::move(found.front()), std::move(kinds)};
  auto keys = candidates(transaction.subscriptions(), word);
  for (auto& near : candidates(transaction.accounts(), word)) keys.push_back(std::move(near));
  for (auto& near : candidates(transaction.requests(), word)) keys.push_back(std::move(near));
  throw told_of_batch(not_found("subscription, account or request", word, keys, "subscriptions"), transaction, word);
}

}  // namespace

std::string_view name_of_kind(IdKind kind) {
  switch (kind) {
    case IdKind::session:
      return "a session";
    case IdKind::token:
      return "a token";
    case IdKind::account:
      return "an account";
    case IdKind::subscription:
      return "a subscription";
    case IdKind::request:
      return "a registration request";
    case IdKind::batch:
      return "a batch";
    case IdKind::cancellation:
      return "a cancellation";
  }
  return "another thing";
}

void check_single_id(std::span<const std::string> words, std::initializer_list<IdKind> wanted) {
  if (words.size() != 1) return;
  const auto id = parse_id(words.front());
  if (!id || wanted.size() == 0 || std::find(wanted.begin(), wanted.end(), id->kind) != wanted.end()) return;
  refuse_kind(words.front(), id->kind, *wanted.begin());
}

Confirmation parse_confirmation(std::string_view word) {
  const auto id = parse_id(word);
  if (!id) {
    throw Error(Fault::input_invalid, fmt::format("'{}' is no confirmation number", word))
        .with_hint("confirmation numbers look like NX-7K00-04KM");
  }
  if (id->kind != IdKind::cancellation) refuse_kind(word, id->kind, IdKind::cancellation);
  return {id->series, CancellationId{id->number}};
}

Service find_service(Transaction& transaction, std::string_view word) {
  const auto reference = reference_of<SubscriptionId>(word, IdKind::subscription);
  if (auto service = service_named(transaction, reference)) return *service;
  throw told_of_batch(not_found("subscription", word, candidates(transaction.subscriptions(), word), "subscriptions"),
                      transaction, word);
}

Account find_account(Transaction& transaction, std::string_view word) {
  const auto reference = reference_of<AccountId>(word, IdKind::account);
  if (auto account = account_named(transaction, reference)) return *account;
  throw not_found("account", word, candidates(transaction.accounts(), word), "accounts");
}

RegistrationRequest find_request(Transaction& transaction, std::string_view word) {
  const auto reference = reference_of<RequestId>(word, IdKind::request);
  if (auto request = request_named(transaction, reference)) return *request;
  throw not_found("registration request", word, candidates(transaction.requests(), word), "requests");
}

Plan find_plan(Transaction& transaction, std::string_view key) {
  const std::string wanted(key);
  if (auto plan = transaction.plans().find(std::span(&wanted, 1)).front()) return *plan;
  throw not_found("plan", key, candidates(transaction.plans(), key), "plans");
}

Cancellation find_cancellation(Transaction& transaction, std::string_view word) {
  const Confirmation confirmation = parse_confirmation(word);
  if (auto found = transaction.cancellations().find(std::span(&confirmation, 1)).front()) return *found;
  throw Error(Fault::not_found, fmt::format("no cancellation '{}'", text_of(confirmation)))
      .with_next("nexor list cancellations");
}

Batch find_batch(Transaction& transaction, std::string_view word) {
  const auto reference = reference_of<BatchId>(word, IdKind::batch);
  if (auto batch = transaction.batches().find(reference)) return *batch;
  throw not_found("batch", word, candidates(transaction.batches(), word), "batches");
}

Operator find_operator(Transaction& transaction, std::string_view name) {
  if (auto found = transaction.operators().find(operator_meant(name))) return *found;
  const auto near = nearest(name, transaction.operators().names());
  Error error(Fault::not_found, fmt::format("no operator '{}'", name));
  if (!near.empty()) error.hint = fmt::format("did you mean '{}'?", near.front());
  throw Error(std::move(error).with_next("nexor list operators"));
}

FoundThing find_thing(Transaction& transaction, std::string_view word) {
  const auto id = parse_id(word);
  if (!id) return find_key(transaction, word);
  switch (id->kind) {
    case IdKind::subscription:
      return {find_service(transaction, word)};
    case IdKind::account:
      return {find_account(transaction, word)};
    case IdKind::cancellation:
      return {find_cancellation(transaction, word)};
    case IdKind::batch:
      return {find_batch(transaction, word)};
    case IdKind::request:
      return {find_request(transaction, word)};
    case IdKind::session:
    case IdKind::token:
      break;
  }
  throw Error(Fault::input_invalid, fmt::format("'{}' is the id of {}", word, name_of_kind(id->kind)))
      .with_hint("give a subscription, an account, a request, a batch or a confirmation number");
}

}  // namespace nexor
