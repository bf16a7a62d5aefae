#pragma once

#include <span>
#include <string>

#include "lib/error.h"
#include "lib/model/hash.h"
#include "lib/secret/digest.h"

namespace nexor {

struct BatchOptions;
struct CancelItem;
struct CancelOrder;
struct UndoItem;

// The digest of a look, item by item: `d_` and 16 symbols.
class LookDigest {
 public:
  LookDigest();
  void add(const Digest& summary);
  std::string text() const;

 private:
  Sha256 sum_;
};

// What a look shows of one item: its subscription, outcome, effective_on, reason, at, a hash of the feedback, the
// add-ons that end with it, and the number that it replaces. No instants: it holds until something that was shown
// changes.
Digest summary_of(const CancelItem& item);

// Of all items, in their order.
std::string digest_of(std::span<const CancelItem> items);

// What a look at what would be taken back shows of one item: its subscription, outcome, the number that is withdrawn
// and the one that is live again.
Digest summary_of(const UndoItem& item);
std::string digest_of(std::span<const UndoItem> items);

// What is said where another digest was expected.
Error not_as_shown();

// What is said where more would change than may.
Error too_many(std::int64_t changes, std::int64_t most);

// What has to be the same when a key is said again: the targets, and every option.
Hash request_hash(const CancelOrder& order);

// The same of a batch: its input's own hash, and every option.
Hash request_hash(const Hash& input, const BatchOptions& options);

// What is said where a key names another run.
Error key_is_taken(const std::string& key);

}  // namespace nexor
