#include "lib/ops/batch.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "lib/model/key.h"
#include "lib/ops/batch_record.h"
#include "lib/ops/batch_run.h"
#include "lib/ops/batch_staging.h"
#include "lib/ops/batch_turns.h"
#include "lib/ops/desk.h"
#include "lib/ops/digest.h"
#include "lib/store/batches.h"

namespace nexor {

namespace {

void check(const Desk& desk, const BatchOptions& options) {
  require(desk.actor, Verb::cancel);
  if (options.is_backdate_asked) require(desk.actor, Verb::cancel_backdated);
  if (options.is_override_asked) require(desk.actor, Verb::cancel_overriding);
}

std::optional<Batch> known_batch(Transaction& transaction, const BatchOrder& order, const Hash& request) {
  if (!order.key) return transaction.batches().find_unfinished(request);
  auto known = transaction.batches().find(Reference<BatchId>(*order.key));
  if (known && known->request != request) throw Error(key_is_taken(*order.key));
  return known;
}

void check_count(const BatchOrder& order, std::int64_t rows) {
  const auto* count = std::get_if<std::size_t>(&order.expect);
  if (count && static_cast<std::int64_t>(*count) != rows) {
    throw Error(not_so_many(static_cast<std::size_t>(rows), *count));
  }
}

// What the order expects is looked at in a preview of all rows only where their number doesn't tell.
void check_expectation(Desk& desk, const BatchOrder& order, BatchInput& input) {
  check_count(order, input.size());
  const bool may_be_too_many = order.most_changes && input.size() > *order.most_changes;
  if (!std::holds_alternative<std::string>(order.expect) && !may_be_too_many) return;
  check_expectation(order, preview_batch(desk, order, input, [](const CancelItem&) {}));
}

Batch begun(const Desk& desk, const BatchOrder& order, const BatchInput& input, const Hash& request) {
  return {
      .key = order.key, .source = input.source(), .request = request, .options = order.options, .by = desk.actor.name};
}

// The order's batch, and the right to work on it: one that is known, or a new one.
struct Claim {
  Batch batch;
  std::unique_ptr<WorkLock> lock;
};

Claim claim(Desk& desk, const BatchOrder& order, const BatchInput& input, const Hash& request) {
  Claim claim;
  perform(desk, Verb::cancel, [&](Act& act) {
    Batches& batches = act.store().batches();
    if (auto known = known_batch(act.store(), order, request)) {
      claim.batch = std::move(*known);
    } else {
      claim.batch = begun(desk, order, input, request);
      claim.batch.id = batches.next_id();
      claim.batch.created_at = act.now();
      batches.add(claim.batch);
    }
    claim.lock = lock_batch(desk, claim.batch.id);
  });
  return claim;
}

Batch as_it_stands(Desk& desk, BatchId id) {
  std::optional<Batch> batch;
  look(desk, Verb::cancel, [&](Transaction& transaction, Instant) { batch = transaction.batches().find(id); });
  return std::move(batch.value());
}

}  // namespace

void check_given(const BatchOrder& order) {
  if (order.key) check_key(*order.key);
  if (order.options.feedback) check_feedback(*order.options.feedback);
  if (order.options.on_behalf_of) check_on_behalf_of(*order.options.on_behalf_of);
}

void check_expectation(const BatchOrder& order, const BatchPreview& preview) {
  check_count(order, preview.rows);
  const auto* digest = std::get_if<std::string>(&order.expect);
  if (digest && *digest != preview.digest) throw Error(not_as_shown());
  const std::int64_t changes = preview.counts[Outcome::cancelled] + preview.counts[Outcome::pending];
  if (order.most_changes && changes > *order.most_changes) throw Error(too_many(changes, *order.most_changes));
}

std::optional<Batch> known_batch(Desk& desk, const BatchOrder& order, const BatchInput& input) {
  std::optional<Batch> known;
  look(desk, Verb::cancel, [&](Transaction& transaction, Instant) {
    known = known_batch(transaction, order, request_hash(input.hash(), order.options));
  });
  return known;
}

BatchResult run_batch(Desk& desk, const BatchOrder& order, BatchInput& input, const BatchWatch& watch) {
  check_given(order);
  check(desk, order.options);
  const Hash request = request_hash(input.hash(), order.options);
  const auto known = known_batch(desk, order, input);
  if (known && known->state == BatchState::finished) return {.batch = *known};
  if (!known || known->state == BatchState::staging) check_expectation(desk, order, input);
  const bool is_nothing = input.source() == BatchSource::filter && input.size() == 0 && !order.key;
  if (is_nothing && !known) return {.batch = begun(desk, order, input, request), .is_begun = false};
  Claim claimed = claim(desk, order, input, request);
  if (claimed.batch.state == BatchState::staging) stage_rows(desk, claimed.batch, input);
  if (claimed.batch.state == BatchState::finished) return {.batch = claimed.batch};
  return go_through(desk, claimed.batch, watch, Tries::new_rows);
}

BatchResult resume_batch(Desk& desk, BatchId id, const BatchWatch& watch) {
  Batch batch = as_it_stands(desk, id);
  const auto lock = lock_batch(desk, id);
  batch = as_it_stands(desk, id);
  check(desk, batch.options);
  if (batch.state == BatchState::staging) {
    throw Error(Fault::conflict, fmt::format("{} was stopped while its input was read", text_of(id)))
        .with_hint("give the same input again: nothing of it was done");
  }
  const bool tries_again = batch.counts[Outcome::failed] + batch.counts[Outcome::skipped] > 0;
  if (batch.state == BatchState::finished && !tries_again) return {.batch = batch};
  return go_through(desk, batch, watch, tries_again ? Tries::failed_rows_too : Tries::new_rows);
}

void each_item(Desk& desk, const Batch& batch, const std::function<void(const CancelItem&)>& visit) {
  constexpr std::size_t at_a_time = 500;
  for (std::int64_t after = 0;;) {
    std::vector<CancelItem> told;
    look(desk, Verb::cancel, [&](Transaction& transaction, Instant) {
      const auto items = transaction.batches().items(batch.id, after, at_a_time);
      if (!items.empty()) after = items.back().row.position;
      told = cancel_items(transaction, items);
    });
    if (told.empty()) return;
    for (const CancelItem& item : told) visit(item);
  }
}

}  // namespace nexor
