#pragma once

#include <functional>
#include <optional>
#include <string>

#include "lib/model/cancellation.h"
#include "lib/model/operation_key.h"
#include "lib/secret/digest.h"
#include "lib/store/cancellations.h"

namespace nexor {

class Act;
class Transaction;

// A cancellation as it stands in a file: plain text. What is absent takes its default.
struct GivenCancellation {
  std::string confirmation;
  std::string subscription;       // id or key
  std::string status;             // `pending` and `effective` are the same here: only the clock tells them apart
  std::optional<std::string> at;  // default: the date on which it is effective
  std::string requested_at;
  std::string effective_on;
  std::optional<std::string> effective_at;  // default: where that date begins in the account's zone
  std::string reason;
  std::optional<std::string> reason_label;  // this and the next: by default those of the catalogue
  std::optional<bool> is_voluntary;
  std::optional<std::string> feedback;
  std::string by;
  std::optional<std::string> channel;  // default: script
  std::optional<std::string> on_behalf_of;
  std::optional<std::string> replaces;  // has to be there already
  bool is_backdated = false;
  bool is_override = false;
  std::optional<std::string> recorded_at;
};

// Throws conflict where the store has a cancellation, whatever became of it.
void require_no_cancellation(Transaction& transaction);

// Makes it whole, checked, but not yet stored. Throws input_invalid for what can't stand, not_found for what it names,
// and conflict for what no decision could have come to.
ImportedCancellation make_cancellation(Act& act, const GivenCancellation& given);

// Over every cancellation that came by an import, by number: what its event holds them to. `visit` gets each.
Digest digest_of_imported(Transaction& transaction, const OperationKey& import,
                          const std::function<void(const ImportedCancellation&)>& visit = {});

// Whether the words that stand there are those that it came with.
bool has_words_it_came_with(const ImportedCancellation& imported);

}  // namespace nexor
