#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "lib/model/event.h"

namespace nexor {

class Transaction;
class Zoneinfo;
struct Service;

// Holds accounts, plans and subscriptions to the events that tell what they are: each that was added alone, or edited,
// is what its newest event says. What an import brought and nobody edited is told of in no event of its own. Memory
// grows with how many were edited or redacted.
class RecordVerification {
 public:
  // `find` is called with everything that is wrong, a sentence each.
  RecordVerification(Transaction& transaction, Zoneinfo& zones, std::function<void(std::string)> find);

  // An event that tells what one was added as, or became.
  void check_account(const Event& event);
  void check_plan(const Event& event);
  void check_subscription(const Event& event);

  // One that tells that an account's words are gone.
  void note_redaction(const Event& event);

  // Once all events were told.
  void finish();

 private:
  struct Told {
    std::int64_t event = 0;
    std::string content;
  };

  // `now` is what the event would tell now; null where what it is about isn't there.
  void check(const Event& event, const std::optional<std::string>& now);
  std::optional<std::string> content_of_account(const std::string& id);
  std::optional<std::string> content_of_plan(const std::string& key);
  void check_milestones(const Service& service);

  Transaction& transaction_;
  Zoneinfo& zones_;
  std::function<void(std::string)> find_;
  std::map<std::string, Told> otherwise_;  // what the newest event so far tells of what is not so now, by its subject
};

}  // namespace nexor
