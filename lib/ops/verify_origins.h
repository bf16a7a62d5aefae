#pragma once

#include <functional>
#include <map>
#include <string>

#include "lib/model/event.h"
#include "lib/ops/import_kind.h"
#include "lib/store/origin.h"

namespace nexor {

class Transaction;

// Holds the numbers of accounts, plans, subscriptions and requests to the events that tell of their coming in, each
// alone or by an import.
class OriginVerification {
 public:
  // `find` is called with everything that is wrong, a sentence each.
  OriginVerification(Transaction& transaction, std::function<void(std::string)> find);

  // Any event.
  void note(const Event& event);

  // Once all events were told: what the tables hold.
  void finish();

 private:
  void check(ImportKind kind, const OriginCounts& there);

  Transaction& transaction_;
  std::function<void(std::string)> find_;
  std::map<ImportKind, OriginCounts> told_;
};

}  // namespace nexor
