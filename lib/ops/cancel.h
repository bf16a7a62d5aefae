#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lib/error.h"
#include "lib/model/batch.h"
#include "lib/model/cancellation.h"
#include "lib/model/outcome.h"
#include "lib/model/service.h"

namespace nexor {

struct Desk;

// One command's wish to end one or several subscriptions.
struct CancelOrder {
  std::vector<std::string> subscriptions;  // ids or keys, as they were typed
  CancelAt at;
  Reason reason;
  std::optional<std::string> feedback;
  std::optional<std::string> on_behalf_of;
  bool is_backdate_asked = false;
  bool is_override_asked = false;
  std::optional<std::string> key;                                 // names the run for ever
  std::variant<std::monostate, std::size_t, std::string> expect;  // so many targets, or a look's digest: else refuse
  std::optional<std::int64_t> most_changes = {};                  // more targets than these that would change: refuse
  bool is_fail_fast = false;                                      // where one fails none is ended
};

// What the order says for each of its targets.
BatchOptions options_of(const CancelOrder& order);

// What becomes of one target.
struct CancelItem {
  std::string subscription;  // as it was typed
  Outcome outcome = Outcome::failed;
  std::optional<Service> service;            // as it stands afterwards; in a look, before
  std::optional<Cancellation> cancellation;  // without a number where nothing is written
  std::vector<SubscriptionId> addons;        // that end with it
  std::optional<Error> error;                // where it failed
  std::optional<std::int64_t> line = {};     // of the file that it stood in
};

struct CancelReport {
  std::vector<CancelItem> items;  // in the order of the targets
  std::string digest;             // `d_` and 16 symbols: over what every item would come to
  std::optional<BatchId> batch;   // of several targets under a key
};

// What is wrong with the words of an order, whatever a store holds: throws input_invalid.
void check_given(const CancelOrder& order);

// What is said where the policy asks for feedback and an order has none, or only blanks.
bool says_nothing(const std::optional<std::string>& feedback);
Error missing_feedback();

// Decides everything and changes nothing. The same function decides as in cancel(), and the same is refused.
CancelReport preview_cancel(Desk& desk, const CancelOrder& order);

// Decides and does it, as one change. A target that fails doesn't stop the others, but for an order to fail fast. Under
// a key that was used before for the same order the old report is given again; for another order, throws conflict.
// Throws expect_mismatch where the order expects another digest, and permission_denied where it asks for what the
// actor's role may not.
CancelReport cancel(Desk& desk, const CancelOrder& order);

}  // namespace nexor
