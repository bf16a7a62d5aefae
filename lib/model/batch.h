#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/error.h"
#include "lib/model/cancellation.h"
#include "lib/model/date.h"
#include "lib/model/hash.h"
#include "lib/model/ids.h"
#include "lib/model/outcome.h"

namespace nexor {

// Where the rows of a batch come from. One that was named singly is known by its key alone and shown in no list.
enum class BatchSource { single, arguments, file, filter };

std::string_view name_of(BatchSource source);
std::optional<BatchSource> parse_batch_source(std::string_view name);

// How far a batch has come: its rows are being written down; they are, and wait for their outcomes; each has one.
enum class BatchState { staging, open, finished };

std::string_view name_of(BatchState state);
std::optional<BatchState> parse_batch_state(std::string_view name);

// What a command says for all rows; what a row says itself wins.
struct BatchOptions {
  CancelAt at;
  std::optional<std::string> reason;  // a code
  std::optional<std::string> feedback;
  std::optional<std::string> on_behalf_of;
  bool is_backdate_asked = false;
  bool is_override_asked = false;
};

// One run of cancellations from one input.
struct Batch {
  BatchId id{0};
  std::optional<std::string> key;  // names it for ever
  BatchSource source = BatchSource::file;
  Hash request{};  // over the input and every option: what has to be the same when it is said again
  BatchState state = BatchState::staging;
  BatchOptions options;
  std::string by;
  Instant created_at;
  std::optional<Instant> finished_at;
  int run = 1;  // how often its rows were gone through: more often where failed ones were tried again
  std::int64_t rows = 0;
  OutcomeCounts counts;  // of the outcomes that stand; the rest of the rows remains
};

// How many rows have no outcome.
std::int64_t remaining_of(const Batch& batch);

// The batch's counts with those that remain: they add up to the rows.
OutcomeCounts counts_of(const Batch& batch);

// One subscription to end, as it stood in the input.
struct BatchRow {
  std::int64_t position = 0;         // in the order in which rows are decided, from 1
  std::optional<std::int64_t> line;  // of the file
  std::string subscription;          // as it was given
  std::optional<SubscriptionId> target;
  std::optional<std::string> reason;  // and so on: the row's own words, where it has any
  std::optional<std::string> at;
  std::optional<std::string> feedback;
  std::optional<std::string> on_behalf_of;
  std::optional<std::string> problem;     // why the row can't be read; then it has nothing but its line
  bool is_repeated = false;               // its subscription stands on a line before
  std::optional<std::int64_t> ending_at;  // chosen by a filter: the cancellation that it had then, 0 for none
};

// What became of a row in one run of its batch.
struct RowOutcome {
  std::int64_t position = 0;
  int run = 1;
  Outcome outcome = Outcome::failed;
  std::optional<Confirmation> confirmation;
  std::optional<Error> error;
};

// A row with its newest outcome; null while it remains.
struct BatchItem {
  BatchRow row;
  std::optional<RowOutcome> last;
};

}  // namespace nexor
