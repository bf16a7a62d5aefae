#pragma once

#include <cstdint>
#include <functional>
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
  std::optional<std::int64_t> line = {};  // of the batch's file
};

struct UndoReport {
  std::vector<UndoItem> items;  // in the order of the targets
  std::string digest;           // `d_` and 16 symbols: over what every item would come to
};

// What taking a whole batch back comes to.
struct BatchUndo {
  BatchId batch{0};
  OutcomeCounts counts;  // of what it cancelled: undone, already where it was taken back before, failed, remaining
};

// Decides everything and changes nothing. The same function decides as in undo().
UndoReport preview_undo(Desk& desk, const UndoOrder& order);

// Decides and does it, as one change. A target that fails doesn't stop the others, and of two that mean one
// subscription the second fails. Throws expect_mismatch where the order expects another digest, and permission_denied
// where a reinstatement is asked for and the role may not.
UndoReport undo(Desk& desk, const UndoOrder& order);

// Takes back every cancellation of a batch that has not taken effect, in many short changes, each row as a whole or not
// at all; one that was replaced since is marked as withdrawn and never comes back. `told` gets each item in the order
// in which the rows were decided, inside of the change: it may not wait, nor print. Stops between two changes where it
// should. A look decides the same and changes nothing. Throws batch_running where another process works on the batch.
BatchUndo undo_batch(Desk& desk, BatchId id, bool is_reinstatement_asked,
                     const std::function<void(const UndoItem&)>& told, const std::function<bool()>& should_stop);
BatchUndo preview_undo_batch(Desk& desk, BatchId id, bool is_reinstatement_asked,
                             const std::function<void(const UndoItem&)>& told);

}  // namespace nexor
