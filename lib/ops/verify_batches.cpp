#include "lib/ops/verify_batches.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "lib/error.h"
#include "lib/ops/batch_record.h"
#include "lib/ops/content.h"
#include "lib/ops/content_reading.h"
#include "lib/store/batches.h"
#include "lib/store/store.h"
#include "lib/text/json_reader.h"

namespace nexor {

namespace {

constexpr std::size_t at_a_time = 1000;

Digest digest_of_rows(Transaction& transaction, const Batch& batch) {
  Sha256 sum;
  std::int64_t after = 0;
  for (auto rows = transaction.batches().rows(batch.id, after, at_a_time); !rows.empty();
       rows = transaction.batches().rows(batch.id, after, at_a_time)) {
    for (const BatchRow& row : rows) add_row(sum, row);
    after = rows.back().position;
  }
  return sum.finish();
}

}  // namespace

BatchVerification::BatchVerification(Transaction& transaction, std::function<void(std::string)> find)
    : transaction_(transaction), find_(std::move(find)) {}

std::optional<Batch> BatchVerification::batch_of(const Event& event) {
  try {
    const auto id = parse_id(event.subject);
    if (!id || id->kind != IdKind::batch) return {};
    return transaction_.batches().find(BatchId{id->number});
  } catch (const Error& error) {
    if (error.fault != Fault::input_invalid) throw;
    return {};  // no id was ever written like that
  }
}

void BatchVerification::check_staged(const Event& event) {
  const auto batch = batch_of(event);
  if (!batch || batch->state == BatchState::staging || !told_.emplace(event.subject, Told{}).second) {
    find_(fmt::format("event {}: tells of {}, which isn't there or was told of", event.number, event.subject));
  } else if (content_of(*batch, digest_of_rows(transaction_, *batch)) != event.after) {
    find_(fmt::format("{}: is not as event {} tells", event.subject, event.number));
  }
}

void BatchVerification::check_advanced(const Event& event) {
  const auto told = told_.find(event.subject);
  const auto batch = batch_of(event);
  if (told == told_.end() || !batch || !event.after) {
    find_(fmt::format("event {}: tells of outcomes of {}, which wasn't told of", event.number, event.subject));
    return;
  }
  const std::int64_t run = number_at(*event.after, "run");
  AdvanceContent content;
  transaction_.batches().each_outcome(batch->id, static_cast<int>(run), number_at(*event.after, "first"),
                                      number_at(*event.after, "last"), [&](const RowOutcome& outcome) {
                                        content.add(outcome);
                                        ++told->second.outcomes;
                                        ++told->second.counts[outcome.outcome];
                                      });
  told->second.run = static_cast<int>(run);
  const auto finished_at = parse_instant(json_at(*event.after, "finished_at").value_or(""));
  told->second.finished_at = finished_at;
  if (content.text(static_cast<int>(run), finished_at) != event.after) {
    find_(fmt::format("{}: its outcomes are not as event {} tells", event.subject, event.number));
  }
}

void BatchVerification::finish() {
  transaction_.batches().each([this](const Batch& batch) { check_batch(batch); });
}

void BatchVerification::check_batch(const Batch& batch) {
  const auto told = told_.find(text_of(batch.id));
  if (batch.state == BatchState::staging) return;
  if (told == told_.end()) {
    find_(fmt::format("{}: no event tells of it", text_of(batch.id)));
  } else {
    check_against(batch, told->second);
  }
}

void BatchVerification::check_against(const Batch& batch, const Told& told) {
  const std::string id = text_of(batch.id);
  const std::int64_t outcomes = transaction_.batches().outcome_count(batch.id);
  if (outcomes != told.outcomes) {
    find_(fmt::format("{}: has {} outcomes, but events tell of {}", id, outcomes, told.outcomes));
  }
  // Where rows were tried again, only the newest outcome of each counts.
  const OutcomeCounts standing = told.run == 1 ? told.counts : transaction_.batches().standing(batch.id);
  if (standing != batch.counts) find_(fmt::format("{}: its counts are not those of its outcomes", id));
  const bool is_finished = batch.state == BatchState::finished;
  if (batch.run != told.run || batch.finished_at != told.finished_at || is_finished != told.finished_at.has_value()) {
    find_(fmt::format("{}: has not come as far as its events tell", id));
  }
}

}  // namespace nexor
