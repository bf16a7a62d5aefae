#include "lib/ops/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <thread>
#include <utility>

#include "lib/model/key.h"
#include "lib/ops/batch_decisions.h"
#include "lib/ops/batch_record.h"
#include "lib/ops/desk.h"
#include "lib/ops/digest.h"
#include "lib/store/batches.h"

namespace nexor {

namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

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

Error already_running(const Batch& batch) {
  return Error(Fault::batch_running, fmt::format("another process is working on {}", text_of(batch.id)))
      .with_hint("let it finish")
      .with_next(fmt::format("nexor status {}", text_of(batch.id)));
}

std::unique_ptr<BatchLock> locked(Desk& desk, const Batch& batch) {
  auto lock = desk.store.lock_batch(batch.id);
  if (!lock) throw Error(already_running(batch));
  return lock;
}

void check_expectation(Desk& desk, const BatchOrder& order, BatchInput& input) {
  const auto* count = std::get_if<std::size_t>(&order.expect);
  if (count && static_cast<std::int64_t>(*count) != input.size()) {
    throw Error(Fault::expect_mismatch, fmt::format("these are {}, not {}; nothing was changed", input.size(), *count));
  }
  const auto* digest = std::get_if<std::string>(&order.expect);
  const bool may_be_too_many = order.most_changes && input.size() > *order.most_changes;
  if (!digest && !may_be_too_many) return;
  const BatchPreview preview = preview_batch(desk, order, input, [](const CancelItem&) {});
  if (digest && *digest != preview.digest) throw Error(not_as_shown());
  const std::int64_t changes = preview.counts[Outcome::cancelled] + preview.counts[Outcome::pending];
  if (order.most_changes && changes > *order.most_changes) throw Error(too_many(changes, *order.most_changes));
}

// Between two changes those who wait for the store get their turn: its lock isn't fair.
class Turns {
 public:
  explicit Turns(milliseconds pause) : pause_(pause) {}

  // Waits for what is left of the pause since the last change.
  void wait() const {
    if (last_) std::this_thread::sleep_until(*last_ + pause_);
  }
  void note() { last_ = SteadyClock::now(); }

 private:
  milliseconds pause_;
  std::optional<SteadyClock::time_point> last_;
};

// Writes the rows of a batch down, in changes of a size that hold nobody up.
class Staging {
 public:
  Staging(Desk& desk, Batch& batch) : desk_(desk), batch_(batch), turns_(desk.policy.batch.pause) {}

  void run(BatchInput& input) {
    change([&](Act& act) { act.store().batches().discard_rows(batch_.id); });
    input.each_page([&](std::vector<BatchRow>& page) {
      for (BatchRow& row : page) take(std::move(row));
    });
    change([&](Act& act) {
      write(act);
      batch_.rows = staged_.count();
      batch_.state = BatchState::open;
      staged_.record(act, batch_);
      finish_if_empty(act);
      act.store().batches().save(batch_);
    });
  }

 private:
  void take(BatchRow row) {
    constexpr std::size_t most_rows = 50'000;
    constexpr std::size_t most_bytes = 8 * 1024 * 1024;
    bytes_ += sizeof(BatchRow) + row.subscription.size() + (row.feedback ? row.feedback->size() : 0);
    rows_.push_back(std::move(row));
    if (rows_.size() < most_rows && bytes_ < most_bytes) return;
    change([&](Act& act) { write(act); });
  }

  void write(Act& act) {
    staged_.add(act, batch_.id, rows_);
    rows_.clear();
    bytes_ = 0;
  }

  void finish_if_empty(Act& act) {
    if (batch_.rows == 0) record_outcomes(act, batch_, {});
  }

  void change(const std::function<void(Act&)>& change) {
    turns_.wait();
    perform(desk_, Verb::cancel, change);
    turns_.note();
  }

  Desk& desk_;
  Batch& batch_;
  Turns turns_;
  StagedRows staged_;
  std::vector<BatchRow> rows_;
  std::size_t bytes_ = 0;
};

// How many rows the next change takes, so that each holds the store about as long as it may.
class ChunkSize {
 public:
  explicit ChunkSize(milliseconds most) : most_(most) {}

  std::size_t rows() const { return rows_; }

  void learn(std::size_t rows, SteadyClock::duration held) {
    constexpr double part = 0.8;  // of what it may: commits vary
    constexpr std::size_t least = 100;
    constexpr std::size_t most = 50'000;
    const double factor = part * std::chrono::duration<double>(most_) / std::max(held, SteadyClock::duration{1});
    const auto wanted = static_cast<std::size_t>(static_cast<double>(rows) * std::min(factor, 1e6));
    rows_ = std::clamp(std::min(wanted, rows_ * 4), least, most);
  }

 private:
  milliseconds most_;
  std::size_t rows_ = 500;
};

// Goes through the rows of a batch that have no outcome, and where it tries again also through those that failed or
// were skipped.
class Run {
 public:
  Run(Desk& desk, Batch batch, const BatchWatch& watch, bool tries_again)
      : desk_(desk),
        batch_(std::move(batch)),
        watch_(watch),
        tries_again_(tries_again),
        run_(batch_.run + (tries_again ? 1 : 0)),
        decisions_(desk, batch_.options, batch_.id),
        turns_(desk.policy.batch.pause),
        size_(desk.policy.batch.chunk) {}

  BatchResult run() {
    if (!tries_again_) {
      look(desk_, Verb::cancel,
           [&](Transaction& transaction, Instant) { position_ = transaction.batches().last_decided(batch_.id); });
    }
    while (!is_done_ && !result_.stopped_by && !watch_.should_stop()) {
      turns_.wait();
      advance_or_stop();
      turns_.note();
      watch_.progress(batch_);
    }
    result_.batch = std::move(batch_);
    return std::move(result_);
  }

 private:
  // Rows that are up for a decision, each with what became of it before.
  struct Page {
    std::vector<BatchRow> rows;
    std::vector<bool> again;
    std::vector<Outcome> before;
    std::int64_t last = 0;  // the position behind which the next page begins
    bool is_empty = false;
  };

  void advance_or_stop() {
    try {
      advance();
    } catch (Error& error) {
      const bool is_of_store = error.fault == Fault::store_busy || error.fault == Fault::store_unavailable ||
                               error.fault == Fault::disk_full;
      if (!is_of_store || result_.decided == 0) throw;
      result_.stopped_by = std::move(error);
    }
  }

  void advance() {
    Batch batch = batch_;
    BatchResult result = result_;
    std::int64_t position = position_;
    bool is_done = false;
    std::size_t rows = 0;
    SteadyClock::time_point began;
    perform(desk_, Verb::cancel, [&](Act& act) {
      began = SteadyClock::now();
      std::vector<RowOutcome> outcomes;
      while (!is_done && rows < size_.rows()) {
        constexpr std::size_t at_a_time = 500;
        Page page = next_page(act.store(), position, std::min(at_a_time, size_.rows() - rows));
        is_done = page.is_empty || decide(act, batch, page, outcomes, result);
        position = page.last;
        if (position == batch.rows) is_done = true;
        rows += page.rows.size();
      }
      if (!outcomes.empty()) record_outcomes(act, batch, outcomes);
    });
    size_.learn(std::max<std::size_t>(rows, 1), SteadyClock::now() - began);
    batch_ = std::move(batch);
    result_ = std::move(result);
    position_ = position;
    is_done_ = is_done;
  }

  Page next_page(Transaction& transaction, std::int64_t after, std::size_t most) const {
    Page page;
    if (!tries_again_) {
      page.rows = transaction.batches().rows(batch_.id, after, most);
      page.is_empty = page.rows.empty();
      page.last = page.is_empty ? after : page.rows.back().position;
      return page;
    }
    auto items = transaction.batches().items(batch_.id, after, most);
    page.is_empty = items.empty();
    page.last = page.is_empty ? after : items.back().row.position;
    for (BatchItem& item : items) {
      const Outcome outcome = item.last ? item.last->outcome : Outcome::remaining;
      const bool is_again = outcome == Outcome::failed || outcome == Outcome::skipped;
      if (!is_again && outcome != Outcome::remaining) continue;
      page.rows.push_back(std::move(item.row));
      page.again.push_back(is_again);
      page.before.push_back(outcome);
    }
    return page;
  }

  // True where the run has to stop at a row that failed: those behind it remain.
  bool decide(Act& act, Batch& batch, Page& page, std::vector<RowOutcome>& outcomes, BatchResult& result) {
    auto items = decisions_.decide(act.store(), page.rows, act.now(), page.again);
    const bool stops = watch_.is_fail_fast && cut_behind_failure(items);
    write_cancellations(act, items);
    give_numbers_of_bases(items);
    decisions_.forget();
    if (tries_again_) batch.run = run_;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (tries_again_ && page.again[i]) --batch.counts[page.before[i]];
      outcomes.push_back(outcome_of(items[i], page.rows[i].position, batch.run));
      if (is_new(items[i])) {
        ++result.changed;
        items[i].service->cancellation = items[i].cancellation;
      }
      watch_.decided(items[i]);
      ++result.decided;
    }
    return stops;
  }

  // An add-on that already ends with a base whose cancellation is only now written has its number only now.
  static void give_numbers_of_bases(std::vector<CancelItem>& items) {
    std::map<SubscriptionId, const Cancellation*> written;
    for (const CancelItem& item : items) {
      if (is_new(item) && !item.service->addons.empty())
        written.emplace(item.cancellation->subscription, &*item.cancellation);
    }
    for (CancelItem& item : items) {
      if (is_new(item) || !item.cancellation) continue;
      const auto base = written.find(item.cancellation->subscription);
      if (base != written.end()) item.cancellation = *base->second;
    }
  }

  static bool cut_behind_failure(std::vector<CancelItem>& items) {
    const auto failed = std::ranges::find_if(items, [](const CancelItem& item) { return item.error.has_value(); });
    if (failed == items.end()) return false;
    items.erase(failed + 1, items.end());
    return true;
  }

  Desk& desk_;
  Batch batch_;
  const BatchWatch& watch_;
  bool tries_again_;
  int run_;
  BatchDecisions decisions_;
  Turns turns_;
  ChunkSize size_;
  BatchResult result_;
  std::int64_t position_ = 0;
  bool is_done_ = false;
};

Batch begun(const Desk& desk, const BatchOrder& order, const BatchInput& input, const Hash& request) {
  return {
      .key = order.key, .source = input.source(), .request = request, .options = order.options, .by = desk.actor.name};
}

// The order's batch, and the right to work on it: one that is known, or a new one.
struct Claim {
  Batch batch;
  std::unique_ptr<BatchLock> lock;
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
    claim.lock = locked(desk, claim.batch);
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
  Claim claimed = claim(desk, order, input, request);
  if (claimed.batch.state == BatchState::staging) Staging(desk, claimed.batch).run(input);
  if (claimed.batch.state == BatchState::finished) return {.batch = claimed.batch};
  return Run(desk, claimed.batch, watch, false).run();
}

BatchResult resume_batch(Desk& desk, BatchId id, const BatchWatch& watch) {
  Batch batch = as_it_stands(desk, id);
  const auto lock = locked(desk, batch);
  batch = as_it_stands(desk, id);
  check(desk, batch.options);
  if (batch.state == BatchState::staging) {
    throw Error(Fault::conflict, fmt::format("{} was stopped while its input was read", text_of(id)))
        .with_hint("give the same input again: nothing of it was done");
  }
  const bool tries_again = batch.counts[Outcome::failed] + batch.counts[Outcome::skipped] > 0;
  if (batch.state == BatchState::finished && !tries_again) return {.batch = batch};
  return Run(desk, batch, watch, tries_again).run();
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
