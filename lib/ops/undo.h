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
  std::vector<UndoItem> items;
};

// Decides everything and changes nothing.
UndoReport preview_undo(Desk& desk, const UndoOrder& order);

// Decides and does it, as one change. A target that fails doesn't stop the others. Throws permission_denied where a
// reinstatement is asked for and the role may not.
UndoReport undo(Desk& desk, const UndoOrder& order);

}  // namespace nexor
