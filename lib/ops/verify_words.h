#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "lib/model/cancellation.h"
#include "lib/model/event.h"

namespace nexor {

class Transaction;
struct ImportedCancellation;
struct SaltedCancellation;

// Holds what people said about cancellations to the events that tell of it. Words that are gone, with their salt, are
// right where a later event tells that their account was redacted. Memory grows with the words that are gone.
class SaidWords {
 public:
  // `find` is called with everything that is wrong, a sentence each.
  SaidWords(Transaction& transaction, std::function<void(std::string)> find);

  // Whether the event tells of the cancellation's making, just as it is.
  static bool is_as_told(const SaltedCancellation& salted, const Event& event);

  // The event tells of the cancellation's making.
  void check_cancellation(const SaltedCancellation& salted, const Event& event);

  // It came by an import, which holds its words to hashes of their own.
  void check_imported(const ImportedCancellation& imported);

  // The event tells of later feedback.
  void check_feedback(const Event& event);

  // The event tells of a redaction.
  void note_redaction(const Event& event);

  // Once all events were told.
  void finish();

 private:
  void claim(SubscriptionId subscription, std::string finding);

  Transaction& transaction_;
  std::function<void(std::string)> find_;
  std::map<std::string, std::vector<std::string>> claims_;  // findings by account, that no redaction answers yet
  std::int64_t feedback_ = 0;                               // that events tell of
};

}  // namespace nexor
