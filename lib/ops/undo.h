#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/error.h"
#include "lib/model/cancellation.h"
#include "lib/model/outcome.h"
#include "lib/model/service.h"

namespace nexor {

struct Desk;

struct UndoOrder {
  std::vector<std::string> targets;  // subscriptions or confirmations, as they were typed
  bool is_reinstatement_asked = false;
  std::optional<std::string> expect;  // the digest of a look: refuse when it is another now
};

struct UndoItem {
  std::string target;
  Outcome outcome = Outcome::failed;
  std::optional<Service> service;            // as it stands afterwards; in a look, before
  std::optional<Cancellation> cancellation;  // that is withdrawn
  std::optional<Cancellation> live;          // that is live again
  bool is_reinstatement = false;
  std::optional<Error> error;
};

struct UndoReport {
  std::vector<UndoItem> items;  // in the order of the targets
  std::string digest;           // `d_` and 16 symbols: over what every item would come to
};

// Decides everything and changes nothing. The same function decides as in undo().
UndoReport preview_undo(Desk& desk, const UndoOrder& order);

// Decides and does it, as one change. A target that fails doesn't stop the others, and of two that mean one
// subscription the second fails. Throws expect_mismatch where the order expects another digest, and permission_denied
// where a reinstatement is asked for and the role may not.
UndoReport undo(Desk& desk, const UndoOrder& order);

}  // namespace nexor
