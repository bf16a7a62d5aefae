#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>

#include "lib/model/event.h"

namespace nexor {

class Transaction;
struct RegistrationRequest;

// Holds registration requests to the events that tell of them: each is what its newest event says, with its decision,
// and each came in once, alone or by an import. Memory grows with how many accounts were redacted.
class RequestVerification {
 public:
  // `find` is called with everything that is wrong, a sentence each.
  RequestVerification(Transaction& transaction, std::function<void(std::string)> find);

  // An event about a request, or an account that was redacted.
  void note(const Event& event);

  // Once all events were told: what the table holds.
  void finish();

 private:
  void check(const RegistrationRequest& request);
  bool is_as_told(const RegistrationRequest& request, const Event& event);

  Transaction& transaction_;
  std::function<void(std::string)> find_;
  std::set<std::string> redacted_;  // accounts whose words an event tells are gone
  std::int64_t events_ = 0;         // about requests, that were noted
  std::int64_t met_ = 0;            // of them those that a request was met for
};

}  // namespace nexor
