#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/error.h"
#include "lib/model/account.h"
#include "lib/model/outcome.h"
#include "lib/model/registration.h"
#include "lib/model/subscription.h"

namespace nexor {

struct Desk;

// What can be decided about registration requests.
enum class Decision { approve, decline, reopen };

std::string_view name_of(Decision decision);
Outcome outcome_of(Decision decision);

// One request to decide, with what is said for it; what doesn't belong to the decision is not looked at.
struct DecisionTarget {
  std::string request;                          // id or key, as it was given
  std::optional<std::int64_t> line;             // of the file
  std::optional<std::string> problem;           // why its row can't be read; then it has nothing but its line
  std::optional<std::string> account_key;       // to approve; default: the request's key
  std::optional<std::string> subscription_key;  // likewise
  std::optional<std::string> start;             // likewise; default: today in the account's zone
  std::optional<std::string> reason;            // to decline
  std::optional<std::string> note;              // likewise
};

struct DecisionOrder {
  Decision decision = Decision::approve;
  std::vector<DecisionTarget> targets;
  std::variant<std::monostate, std::size_t, std::string> expect;  // so many targets, or a look's digest: else refuse
};

// What becomes of one request.
struct DecisionItem {
  std::string request;  // as it was given
  Outcome outcome = Outcome::failed;
  std::optional<RegistrationRequest> before;
  std::optional<RegistrationRequest> after;
  std::optional<Account> account;            // that it becomes; in a look without an id
  std::optional<Subscription> subscription;  // likewise
  std::optional<Error> error;                // where it failed
  std::optional<std::int64_t> line;          // of the file that it stood in
};

struct DecisionReport {
  std::vector<DecisionItem> items;  // in the order of the targets
  std::string digest;               // `d_` and 16 symbols: over what every item would come to
};

// What is wrong with the words of a target, whatever a store holds: throws input_invalid or reason_unknown.
void check_given(Decision decision, const DecisionTarget& target);

// Decides everything and changes nothing. The same function decides as in decide().
DecisionReport preview_decide(Desk& desk, const DecisionOrder& order);

// Decides and does it, as one change. A target that fails doesn't stop the others, and of two that mean one request the
// second fails. What is approved becomes an account and a subscription in the same change. Throws expect_mismatch where
// the order expects another digest or number.
DecisionReport decide(Desk& desk, const DecisionOrder& order);

}  // namespace nexor
