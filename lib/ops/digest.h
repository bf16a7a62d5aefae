#pragma once

#include <span>
#include <string>

#include "lib/error.h"
#include "lib/model/hash.h"
#include "lib/secret/digest.h"

namespace nexor {

struct Account;
struct BatchOptions;
struct CancelItem;
struct CancelOrder;
struct DecisionItem;
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

// What a look at a decision about registration requests shows of one item: the request, its outcome, the account and
// the subscription that it becomes and when that starts, the reason, and a hash of the note.
Digest summary_of(const DecisionItem& item);
std::string digest_of(std::span<const DecisionItem> items);

// What is said where another digest, or another number of targets, was expected.
Error not_as_shown();
Error not_so_many(std::size_t are, std::size_t expected);

// What is said where more would change than may.
Error too_many(std::int64_t changes, std::int64_t most);

// What has to be the same when a key is said again: the targets, and every option.
Hash request_hash(const CancelOrder& order);

// The same of an account that closes: whichever subscriptions it has then.
Hash request_hash(const Account& account, const CancelOrder& order);

// The same of a batch: its input's own hash, and every option.
Hash request_hash(const Hash& input, const BatchOptions& options);

// What is said where a key names another run.
Error key_is_taken(const std::string& key);

}  // namespace nexor
