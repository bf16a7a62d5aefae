#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lib/model/actor.h"
#include "lib/model/date.h"
#include "lib/model/event.h"
#include "lib/model/reason.h"
#include "lib/ops/roles.h"
#include "lib/secret/password.h"
#include "lib/secret/random.h"
#include "lib/store/store.h"

namespace nexor {

class Zoneinfo;
struct AuditKey;

using Clock = std::function<Instant()>;

// How a batch shares its store with others.
struct BatchPace {
  std::chrono::milliseconds chunk{100};  // how long each of its changes may hold the store
  std::chrono::milliseconds pause{20};   // between two of them
};

// What the configuration decides about an operator's work.
struct Policy {
  ReasonCatalogue reasons;
  bool is_feedback_required = false;
  std::chrono::seconds reinstate_within = std::chrono::hours{24};
  std::chrono::seconds session_idle = std::chrono::hours{8};
  std::chrono::seconds session_absolute = std::chrono::days{7};
  PasswordCost password_cost;
  BatchPace batch;
};

// A log-in or a token whose last use is to be noted: with the first change that is made, or after the first look.
struct DueUse {
  std::optional<SessionId> session;
  std::optional<TokenId> token;
  Instant at;
};

// Where somebody works: who, on which store, with what at hand.
struct Desk {
  Store& store;
  Actor actor;
  Clock clock;
  RandomBytes random;
  Zoneinfo& zones;
  Policy policy;
  std::optional<DueUse> due_use = {};
  std::string scratch_folder = {};                 // where what doesn't fit into memory may lie for a while
  std::shared_ptr<const AuditKey> audit_key = {};  // null where the trail has none
  bool has_committed = false;                      // a change of any kind, be it the count of a log-in
};

// One change under way. Everything that is done through it, and the events that it records, is one transaction.
class Act {
 public:
  Act(Transaction& transaction, const Desk& desk, const OperationKey& operation);

  Transaction& store() { return transaction_; }
  const Desk& desk() const { return desk_; }
  const Actor& actor() const { return desk_.actor; }
  Instant now() const { return now_; }
  const OperationKey& operation() const { return operation_; }

  // A salt for personal text: 16 random bytes.
  std::string fresh_salt() const;

  // Chains an event to the audit trail. `before` and `after` are JSON objects without personal text.
  void record(EventKind kind, std::string subject, std::optional<std::string> before, std::optional<std::string> after);

  // Writes what was recorded and isn't written yet.
  void finish();

 private:
  Transaction& transaction_;
  const Desk& desk_;
  OperationKey operation_;
  Instant now_;
  AuditHead head_;
  std::vector<Event> events_;
};

// Runs one change: checks that the actor may, takes the store's lock, reads the clock under it, and makes the change
// durable together with its events.
void perform(Desk& desk, Verb verb, const std::function<void(Act&)>& change);

// The same for what may find nothing to change: where `change` says false, nothing of it stands, as if it had not run.
void perform_if(Desk& desk, Verb verb, const std::function<bool(Act&)>& change);

// The same for what nobody has to be allowed: a log-in, a refusal, the first content of a store.
void perform_unchecked(Desk& desk, const std::function<void(Act&)>& change);

// Runs one look at the store, at one instant. A use that is due is noted afterwards, unless the store is busy.
void look(Desk& desk, Verb verb, const std::function<void(Transaction&, Instant)>& look);

// A random key for one change.
struct Operation;
Operation new_operation(const Desk& desk);

// Records that the actor's command was refused with `fault`, as those with exit 5 and 7 are. `words` are what was asked
// about, as typed: the event tells the ids of what they name, and stands with that thing's others where it is one. A
// word that names nothing isn't kept, as it may be personal text. A key that kinds of things share means one of `kind`
// where that is given.
void record_refusal(Desk& desk, std::span<const std::string> words, std::string_view fault,
                    std::optional<IdKind> kind = {});

}  // namespace nexor
