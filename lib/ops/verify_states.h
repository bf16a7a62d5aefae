#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "lib/model/date.h"
#include "lib/model/event.h"

namespace nexor {

class Transaction;

// Holds which accounts are closed and which plans retired, and since when, to the events that tell of it. Memory grows
// with those that ever were.
class RecordStates {
 public:
  // `find` is called with everything that is wrong, a sentence each.
  RecordStates(Transaction& transaction, std::function<void(std::string)> find);

  // An event that tells of such a state.
  void note(const Event& event);

  // Once all events were told: what the tables hold.
  void finish();

 private:
  void check(const std::string& subject, std::optional<Instant> ended_at);
  void check_accounts();
  void check_plans();

  Transaction& transaction_;
  std::function<void(std::string)> find_;
  std::map<std::string, std::optional<Instant>> told_;  // by subject, those that have ended; checked ones are gone
};

}  // namespace nexor
