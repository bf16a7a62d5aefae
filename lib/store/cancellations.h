#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/cancellation.h"
#include "lib/model/operation_key.h"
#include "lib/store/page.h"

namespace nexor {

// Which cancellations; what is absent doesn't restrict.
struct CancellationFilter {
  std::vector<std::string> statuses;  // `pending`, `effective`, `withdrawn`, `replaced`, at the instant asked for
  std::optional<std::string> reason;  // a code
  std::optional<std::string> by;
  std::optional<Instant> requested_from;   // inclusive
  std::optional<Instant> requested_until;  // exclusive
  std::optional<BatchId> batch;
  std::vector<std::string> search;  // as of its subscription
  bool is_descending = false;       // by their numbers, in which they were requested
};

struct ReasonCount {
  Reason reason;
  std::int64_t live = 0;
  std::int64_t ever = 0;
};

// One that comes by an import: as it came, and what its import's event holds its words to. A batch is not among it.
struct ImportedCancellation {
  Cancellation cancellation;
  std::string salt;                            // of its words, empty where it has none
  std::optional<std::string> feedback_sha256;  // salted, in hex
  std::optional<std::string> on_behalf_sha256;
};

// One with the salt of its words, empty where it has none.
struct SaltedCancellation {
  Cancellation cancellation;
  std::string salt;
};

// One as it is exported.
struct CancellationRecord {
  Cancellation cancellation;
  std::string subscription_key;
  std::string_view status;  // as of status_name(), at the instant asked for
};

class Cancellations {
 public:
  virtual ~Cancellations() = default;

  // One answer for each confirmation, in their order; null where none was issued under that number and series.
  virtual std::vector<std::optional<Cancellation>> find(std::span<const Confirmation> confirmations) = 0;

  // All of one subscription, oldest first.
  virtual std::vector<Cancellation> of(SubscriptionId subscription) = 0;

  // Issues a confirmation for each, in order. One that replaces another finds it live and leaves it replaced; where it
  // isn't live, or a subscription would have a second live one, all are refused with conflict. `salts` are for the
  // words of each, empty where it has none.
  virtual std::vector<Confirmation> add(std::span<const Cancellation> cancellations,
                                        std::span<const std::string> salts) = 0;

  // Adds one under the number, in the state and with the record of its effect that it has, marked with the import whose
  // change this is. Throws conflict where the number is taken, or the subscription would have a second live one.
  virtual void add_imported(const ImportedCancellation& imported) = 0;

  // At most `most` that came by the import of an operation, behind a number and by number. State and record are those
  // that they came with, the rest is what stands there now.
  virtual std::vector<ImportedCancellation> imported_after(const OperationKey& import, CancellationId after,
                                                           std::size_t most) = 0;

  // Throws conflict where the subscription would have a second live one.
  virtual void set_state(CancellationId id, CancellationState state) = 0;

  // Those that have taken effect and aren't noted as such: at most `most`, in the order of their effects.
  virtual std::vector<Cancellation> effects_to_record(Instant now, std::size_t most) = 0;
  virtual std::int64_t count_effects_to_record(Instant now) = 0;
  virtual void record_effect(CancellationId id, Instant at) = 0;

  // The subscriptions whose own live cancellation has not taken effect: at most `most`, the soonest first.
  virtual std::vector<SubscriptionId> pending(Instant now, std::size_t most) = 0;

  // How often each reason stands in a cancellation, by code; label and voluntary are those of its newest.
  virtual std::vector<ReasonCount> count_by_reason() = 0;

  // By number, oldest first.
  virtual Page<Cancellation> list(const CancellationFilter& filter, Instant now, const PageRequest& page) = 0;

  // At most `most` of a filter behind a number, by number, oldest first.
  virtual std::vector<CancellationRecord> records_after(const CancellationFilter& filter, Instant now,
                                                        CancellationId number, std::size_t most) = 0;

  // At most `most` behind a number, by number.
  virtual std::vector<SaltedCancellation> after(CancellationId number, std::size_t most) = 0;
};

}  // namespace nexor
