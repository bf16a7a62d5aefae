#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lib/model/date.h"
#include "lib/model/event.h"
#include "lib/model/ids.h"

namespace nexor {

class Accounts;
class Batches;
class Cancellations;
class Events;
class LaterFeedbacks;
class Notices;
class Operators;
class Plans;
class Requests;
class Reports;
class Sessions;
class Subscriptions;
class Tokens;
struct Operation;

// What a store says of itself. None of it ever changes, but for the series at a restore.
struct StoreInfo {
  std::string id;         // random; the audit chain begins with it
  std::string series;     // two Crockford symbols in front of every confirmation number
  std::string time_zone;  // IANA
  Instant created_at;
};

// What a store's tables are like, as a number: an older nexor's is less than this one's.
struct SchemaVersion {
  std::int64_t version = 0;
  std::int64_t newest = 0;  // this nexor's
  bool is_newest() const { return version == newest; }
};

// One view of a store, or one change of it: everything in it holds together. Ends with the function it was handed to.
class Transaction {
 public:
  virtual ~Transaction() = default;

  virtual StoreInfo info() = 0;
  virtual void set_series(const std::string& series) = 0;
  virtual Accounts& accounts() = 0;
  virtual Plans& plans() = 0;
  virtual Subscriptions& subscriptions() = 0;
  virtual Cancellations& cancellations() = 0;
  virtual Operators& operators() = 0;
  virtual Sessions& sessions() = 0;
  virtual Tokens& tokens() = 0;
  virtual Events& events() = 0;
  virtual Requests& requests() = 0;
  virtual Batches& batches() = 0;
  virtual Notices& notices() = 0;
  virtual LaterFeedbacks& later_feedback() = 0;
  virtual Reports& reports() = 0;

  // Rows that no change can have made, a sentence for each of them: with a number that is never given, or about what
  // isn't there.
  virtual std::vector<std::string> strays() = 0;
};

// The right to do a piece of work that only one process does at a time, until it goes.
class WorkLock {
 public:
  virtual ~WorkLock() = default;
};

// Where everything is kept. Every call throws store_busy where another holds the store past the lock timeout, and
// store_unavailable, store_corrupt or disk_full where it can't do its work.
class Store {
 public:
  virtual ~Store() = default;

  virtual void read(const std::function<void(Transaction&)>& look) = 0;

  // Runs `change` and makes it durable: when this returns, all of it stands; when `change` or this throws, nothing of
  // it does. The one exception is outcome_unknown: the answer to the commit was lost, and the store can't be asked.
  virtual void atomically(const Operation& operation, const std::function<void(Transaction&)>& change) = 0;

  // The same where nobody else holds the store, without waiting; else does nothing. True where the change stands.
  virtual bool atomically_if_free(const Operation& operation, const std::function<void(Transaction&)>& change) = 0;

  // The right to work on a batch, and to run notices. Of all processes one at a time has it: null while another does.
  // It is given back however its process ends.
  virtual std::unique_ptr<WorkLock> lock_batch(BatchId id) = 0;
  virtual std::unique_ptr<WorkLock> lock_notices() = 0;

  // Whether another command waits for the store, as far as that can be seen.
  virtual bool is_waited_for() = 0;

  // Writes the store's files anew, so that nothing that was overwritten or deleted stands in them any more.
  virtual void leave_no_trace() = 0;

  // What the engine finds wrong with its own file, a sentence each: at most `most`.
  virtual std::vector<std::string> flaws(std::size_t most) = 0;

  // Everything as it stands at one instant, as a store of its own in a new file. Those who write meanwhile go on; where
  // they never leave it the time, they wait for the last try.
  virtual void copy_to(const std::string& path) = 0;

  // Puts what the store at `path` holds into the place of everything here, at once: whoever uses this store sees one or
  // the other. Throws store_busy where another holds it past the lock timeout.
  virtual void replace_with(const std::string& path) = 0;

  virtual SchemaVersion schema() = 0;

  // Brings a store of an older nexor to this one's schema, each version in a change of its own; `told` stands in the
  // last one. Where another process has done it meanwhile, nothing is left to do.
  virtual void migrate(const Operation& operation, const std::function<void(Transaction&)>& told) = 0;

  // What keeps it, with its version.
  virtual std::string engine() const = 0;

  // As a person names it: `sqlite:/var/lib/nexor/nexor.db`.
  virtual std::string location() const = 0;
};

}  // namespace nexor
