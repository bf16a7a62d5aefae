#include "lib/ops/batch_run.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "lib/ops/batch_decisions.h"
#include "lib/ops/batch_record.h"
#include "lib/ops/batch_turns.h"
#include "lib/ops/desk.h"
#include "lib/store/batches.h"

namespace nexor {

namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

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
        turns_(desk.store, desk.policy.batch.pause),
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
      if (!stops_between_changes(error.fault) || result_.decided == 0) throw;
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
      check_same_store(act.store());
      std::vector<RowOutcome> outcomes;
      while (!is_done && rows < size_.rows()) {
        constexpr std::size_t at_a_time = 2000;
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

  // A restore in the middle of a batch takes it away, and gives the store another series of numbers.
  void check_same_store(Transaction& transaction) {
    const std::string series = transaction.info().series;
    if (series_.empty()) series_ = series;
    if (series == series_) return;
    throw Error(Fault::conflict,
                "the store was restored from a backup while the batch ran: what stands there is the backup")
        .with_hint("look at what is there, and run it again");
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
  std::string series_;  // of the store that the batch stands in
};

}  // namespace

BatchResult go_through(Desk& desk, const Batch& batch, const BatchWatch& watch, Tries tries) {
  return Run(desk, batch, watch, tries == Tries::failed_rows_too).run();
}

}  // namespace nexor
