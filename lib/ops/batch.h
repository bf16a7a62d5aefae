#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include "lib/model/batch.h"
#include "lib/ops/batch_input.h"
#include "lib/ops/cancel.h"

namespace nexor {

struct Desk;

// What is asked about many subscriptions at once. The rows come beside it.
struct BatchOrder {
  BatchOptions options;
  std::optional<std::string> key;                                 // names the run for ever
  std::variant<std::monostate, std::size_t, std::string> expect;  // so many rows, or a look's digest: else refuse
  std::optional<std::int64_t> most_changes;                       // more rows than these that would change: refuse
};

// What would become of the rows of a batch.
struct BatchPreview {
  std::int64_t rows = 0;
  OutcomeCounts counts;
  std::map<std::string, std::int64_t> by_plan;   // of those that would end
  std::map<std::string, std::int64_t> by_error;  // by the fault's name
  std::optional<Date> first_end;                 // of those that would end
  std::optional<Date> last_end;
  std::string digest;
};

// Who is told while a batch runs, and who may stop it.
struct BatchWatch {
  std::function<bool()> should_stop = [] { return false; };                   // asked between its changes
  std::function<void(const Batch&)> progress = [](const Batch&) {};           // after each of them
  std::function<void(const CancelItem&)> decided = [](const CancelItem&) {};  // within them: it may not wait, nor print
  bool is_fail_fast = false;                                                  // stop behind the first row that fails
};

// How far a run has come.
struct BatchResult {
  Batch batch;
  bool is_begun = true;      // false where a filter chose nothing: then nothing is written, and there is no batch
  std::int64_t decided = 0;  // rows, in this run
  std::int64_t changed = 0;  // of them those that end now
  std::optional<Error> stopped_by;  // what the store answered where it couldn't go on
};

// What is wrong with the words of an order, whatever a store holds: throws input_invalid.
void check_given(const BatchOrder& order);

// The batch that the order would go on with, or whose outcome it would tell again: that of its key, else an unfinished
// one without a key of the same input and options. Null where it would begin one. Throws conflict where the key names
// another.
std::optional<Batch> known_batch(Desk& desk, const BatchOrder& order, const BatchInput& input);

// Throws expect_mismatch or over_max where a preview isn't what the order expects.
void check_expectation(const BatchOrder& order, const BatchPreview& preview);

// Decides about every row and changes nothing. `tell` gets each item in the order in which rows are decided. Pages of
// rows are looked at one after the other: nobody who writes has to wait.
BatchPreview preview_batch(Desk& desk, const BatchOrder& order, BatchInput& input,
                           const std::function<void(const CancelItem&)>& tell);

// Begins the batch, goes on with it where it stopped, or finds it finished; and gives it as it stands then, which isn't
// finished where it was stopped. Its rows are written down first, then decided and written in their order, in many
// short changes: each row has no effect at all or its whole effect, with its outcome, whatever happens. Throws
// expect_mismatch and over_max before anything is written, batch_running where another process is at it.
//
// Where the store fails once rows were decided, that is told in the result; before, it is thrown.
BatchResult run_batch(Desk& desk, const BatchOrder& order, BatchInput& input, const BatchWatch& watch);

// Goes on with a batch that was begun before, and tries again what failed or was skipped.
BatchResult resume_batch(Desk& desk, BatchId id, const BatchWatch& watch);

// What became of each row, in the order in which they are decided.
void each_item(Desk& desk, const Batch& batch, const std::function<void(const CancelItem&)>& visit);

}  // namespace nexor
