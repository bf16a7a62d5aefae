#include "lib/ops/batch_turns.h"

#include <fmt/format.h>

#include <thread>

#include "lib/error.h"
#include "lib/ops/desk.h"

namespace nexor {

std::unique_ptr<WorkLock> lock_batch(Desk& desk, BatchId id) {
  auto lock = desk.store.lock_batch(id);
  if (lock) return lock;
  throw Error(Fault::batch_running, fmt::format("another process is working on {}", text_of(id)))
      .with_hint("let it finish")
      .with_next(fmt::format("nexor status {}", text_of(id)));
}

void Turns::wait() const {
  if (!last_) return;
  std::this_thread::sleep_until(*last_ + pause_);
  constexpr std::chrono::milliseconds longest{500};
  constexpr std::chrono::milliseconds glance{2};
  while (store_.is_waited_for() && std::chrono::steady_clock::now() < *last_ + longest) {
    std::this_thread::sleep_for(glance);
  }
}

}  // namespace nexor
