#pragma once

#include <string>
#include <vector>

#include "cli/complete/complete.h"
#include "lib/model/date.h"

namespace nexor {

class Transaction;

using Candidates = std::vector<Candidate>;

// Of these words those that go on from what is typed.
Candidates among(const std::vector<std::string>& words, const std::string& typed);

// What a store holds that goes on from what is typed: at most 50 of a kind, with a name, and only those that the
// command can do something with.
Candidates subscriptions_in(Transaction& transaction, Instant now, const Completion& asked);
Candidates accounts_in(Transaction& transaction, const Completion& asked);
Candidates requests_in(Transaction& transaction, const Completion& asked);
Candidates plans_in(Transaction& transaction, const Completion& asked);
Candidates confirmations_in(Transaction& transaction, Instant now, const Completion& asked);
Candidates batches_in(Transaction& transaction, const Completion& asked);
Candidates sessions_in(Transaction& transaction, Instant now, const Completion& asked);
Candidates tokens_in(Transaction& transaction, Instant now, const Completion& asked);
Candidates operators_in(Transaction& transaction, const Completion& asked);

// Whatever has an id or a key. Confirmations are offered where one is begun: nobody looks for one in a list of all.
Candidates things_in(Transaction& transaction, Instant now, const Completion& asked);

}  // namespace nexor
