#include "lib/ops/batch_record.h"
#include "lib/ops/batch_turns.h"
#include "lib/ops/cancel_decisions.h"
#include "lib/ops/desk.h"
#include "lib/ops/undo.h"
#include "lib/ops/undo_decision.h"
#include "lib/store/batches.h"

namespace nexor {

namespace {

constexpr std::size_t at_a_time = 500;

// Decides about the rows of a batch that it cancelled, a page at a time.
class BatchUndoing {
 public:
  BatchUndoing(const Desk& desk, BatchId id, bool is_reinstatement_asked)
      : desk_(desk), id_(id), is_reinstatement_asked_(is_reinstatement_asked) {}

  bool is_done() const { return is_done_; }

  // The items of the next rows.
  std::vector<UndoItem> next(Transaction& transaction, Instant now) {
    const auto rows = transaction.batches().items(id_, after_, at_a_time);
    std::vector<UndoItem> items;
    for (CancelItem& cancelled : cancel_items(transaction, rows)) {
      if (!is_new(cancelled) || !cancelled.cancellation) continue;
      items.push_back(decided(transaction, cancelled, now));
    }
    if (!rows.empty()) after_ = rows.back().row.position;
    is_done_ = rows.size() < at_a_time;
    return items;
  }

 private:
  UndoItem decided(Transaction& transaction, CancelItem& cancelled, Instant now) const {
    UndoItem item{.target = cancelled.subscription, .service = std::move(cancelled.service), .line = cancelled.line};
    const Cancellation& cancellation = *cancelled.cancellation;
    if (cancellation.state == CancellationState::live) {
      decide_undo(transaction, desk_, is_reinstatement_asked_, item, now);
      return item;
    }
    // What was replaced is over already: it is only marked, and what is live stays so.
    const bool is_replaced = cancellation.state == CancellationState::replaced;
    item.outcome = is_replaced ? Outcome::undone : Outcome::already;
    item.cancellation = cancellation;
    item.live = item.service->cancellation;
    return item;
  }

  const Desk& desk_;
  BatchId id_;
  bool is_reinstatement_asked_;
  std::int64_t after_ = 0;
  bool is_done_ = false;
};

void check(const Desk& desk, bool is_reinstatement_asked) {
  require(desk.actor, Verb::undo);
  if (is_reinstatement_asked) require(desk.actor, Verb::reinstate);
}

void count(BatchUndo& undo, const UndoItem& item) { ++undo.counts[item.error ? Outcome::failed : item.outcome]; }

// How many cancellations of the batch there are to take back.
std::int64_t cancelled_of(Desk& desk, BatchId id) {
  std::int64_t count = 0;
  look(desk, Verb::undo, [&](Transaction& transaction, Instant) {
    const Batch batch = transaction.batches().find(id).value();
    count = batch.counts[Outcome::cancelled] + batch.counts[Outcome::pending];
  });
  return count;
}

}  // namespace

BatchUndo undo_batch(Desk& desk, BatchId id, bool is_reinstatement_asked,
                     const std::function<void(const UndoItem&)>& told, const std::function<bool()>& should_stop) {
  check(desk, is_reinstatement_asked);
  const auto lock = lock_batch(desk, id);
  BatchUndo undo{.batch = id, .counts = {}};
  BatchUndoing undoing(desk, id, is_reinstatement_asked);
  Turns turns(desk.store, desk.policy.batch.pause);
  std::int64_t gone = 0;
  while (!undoing.is_done() && !should_stop()) {
    turns.wait();
    perform(desk, Verb::undo, [&](Act& act) {
      for (UndoItem& item : undoing.next(act.store(), act.now())) {
        if (!item.error && item.outcome == Outcome::undone) write_undo(act, item);
        count(undo, item);
        told(item);
        ++gone;
      }
    });
    turns.note();
  }
  if (!undoing.is_done()) undo.counts[Outcome::remaining] = cancelled_of(desk, id) - gone;
  return undo;
}

BatchUndo preview_undo_batch(Desk& desk, BatchId id, bool is_reinstatement_asked,
                             const std::function<void(const UndoItem&)>& told) {
  check(desk, is_reinstatement_asked);
  BatchUndo undo{.batch = id, .counts = {}};
  BatchUndoing undoing(desk, id, is_reinstatement_asked);
  while (!undoing.is_done()) {
    std::vector<UndoItem> items;
    look(desk, Verb::undo, [&](Transaction& transaction, Instant now) { items = undoing.next(transaction, now); });
    for (const UndoItem& item : items) {
      count(undo, item);
      told(item);
    }
  }
  return undo;
}

}  // namespace nexor
