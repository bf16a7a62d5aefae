#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "lib/model/date.h"
#include "lib/model/event.h"

namespace nexor {

class Transaction;

// Holds operators, sessions and tokens to the events that tell of their making, their changes and their end. Few rows
// decide who may do what, so their contents are kept in mind.
class AccessVerification {
 public:
  // `find` is called with everything that is wrong, a sentence each.
  AccessVerification(Transaction& transaction, std::function<void(std::string)> find);

  // The events that tell of one, by what they tell.
  void check_made(const Event& event);
  void check_changed(const Event& event);
  void check_ended(const Event& event);
  void check_purged(const Event& event);

  // Once all events were told: what the tables hold.
  void finish();

  std::int64_t sessions() const { return sessions_; }

 private:
  // What a row of a table was made as, and whether its one event was met.
  struct Made {
    EventKind kind;
    std::string content;  // as it is now
    bool is_told = false;
    std::optional<std::string> told = {};  // what the last event said of it
  };

  void expect(EventKind kind, std::string subject, std::string content);

  std::function<void(std::string)> find_;
  std::map<std::string, Made> made_;      // by subject
  std::map<std::string, Instant> ended_;  // sessions and tokens whose end no event was met of
  std::set<std::string> gone_;            // sessions that were opened and aren't there any more
  std::int64_t sessions_ = 0;
};

}  // namespace nexor
