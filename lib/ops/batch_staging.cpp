#include "lib/ops/batch_staging.h"

#include <functional>
#include <utility>
#include <vector>

#include "lib/ops/batch_input.h"
#include "lib/ops/batch_record.h"
#include "lib/ops/batch_turns.h"
#include "lib/ops/desk.h"
#include "lib/store/batches.h"

namespace nexor {

namespace {

class Staging {
 public:
  Staging(Desk& desk, Batch& batch) : desk_(desk), batch_(batch), turns_(desk.store, desk.policy.batch.pause) {}

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

}  // namespace

void stage_rows(Desk& desk, Batch& batch, BatchInput& input) { Staging(desk, batch).run(input); }

}  // namespace nexor
