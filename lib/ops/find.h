#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/error.h"
#include "lib/model/account.h"
#include "lib/model/batch.h"
#include "lib/model/cancellation.h"
#include "lib/model/operator.h"
#include "lib/model/plan.h"
#include "lib/model/registration.h"
#include "lib/model/service.h"

namespace nexor {

class Transaction;

// Finding what somebody typed: an id or a key. All throw not_found, naming what is near, and input_invalid for an id
// whose check symbol is wrong or that is another kind's.

// `a subscription`.
std::string_view name_of_kind(IdKind kind);

// Throws input_invalid where a single target is a mistyped id, or one of another kind than those that are wanted (any,
// where none is named): that is known before any store is asked. Among several it fails alone, later.
void check_single_id(std::span<const std::string> words, std::initializer_list<IdKind> wanted = {});

// The number that `word` writes. Throws input_invalid where it is none.
Confirmation parse_confirmation(std::string_view word);

Service find_service(Transaction& transaction, std::string_view word);
Account find_account(Transaction& transaction, std::string_view word);
Plan find_plan(Transaction& transaction, std::string_view key);
Cancellation find_cancellation(Transaction& transaction, std::string_view word);
RegistrationRequest find_request(Transaction& transaction, std::string_view word);
Batch find_batch(Transaction& transaction, std::string_view word);
Operator find_operator(Transaction& transaction, std::string_view name);

using Thing = std::variant<Service, Account, Cancellation, Batch, RegistrationRequest>;

// An id says its own kind; a key is looked up as a subscription's, then as an account's, then as a request's.
struct FoundThing {
  Thing thing;
  std::vector<IdKind> kinds = {};  // of a key that more than one kind has: all of them, the thing's own first
};
FoundThing find_thing(Transaction& transaction, std::string_view word);

}  // namespace nexor
