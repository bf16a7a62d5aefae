#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/model/cancellation.h"
#include "lib/model/event.h"
#include "lib/store/cancellations.h"

namespace nexor {

class SaidWords;
class Transaction;

// Holds cancellations to the events that tell of them. Events tell of them in the order of their numbers, so both are
// gone through once, side by side. What it keeps in mind grows with what was taken back or replaced, not with all that
// was ever cancelled.
class CancellationVerification {
 public:
  // `words` is told of every cancellation; `find` is called with everything that is wrong, a sentence each.
  CancellationVerification(Transaction& transaction, SaidWords& words, std::function<void(std::string)> find);

  // The events that tell of one, by what they tell.
  void check_request(const Event& event);
  void note_withdrawal(const Event& event);
  void check_effect(const Event& event);

  // One event tells of all that an import brought, by a digest over them.
  void check_import(const Event& event);

  // Once all events were told: what the tables hold.
  void finish();

  std::int64_t cancellations() const { return cancellations_; }

 private:
  // A state that there is and one that events tell of: live, where neither says more.
  struct States {
    CancellationState there = CancellationState::live;
    CancellationState told = CancellationState::live;
  };

  const SaltedCancellation* next();
  void pass(const Cancellation& cancellation);
  const SaltedCancellation* find_told(const Event& event);
  const SaltedCancellation* find(const Confirmation& confirmation);
  void check_states();

  Transaction& transaction_;
  SaidWords& words_;
  std::function<void(std::string)> find_;
  std::vector<SaltedCancellation> page_;     // of the walk through the table
  std::size_t place_ = 0;                    // on it: how many were passed
  CancellationId passed_{0};                 // the last of them
  std::map<CancellationId, States> states_;  // of those that aren't as they were made
  CancellationId last_request_{0};
  std::int64_t requests_ = 0;
  std::int64_t effects_ = 0;        // that events tell of
  std::int64_t recorded_ = 0;       // that cancellations are marked with
  std::int64_t cancellations_ = 0;  // that there are
};

}  // namespace nexor
