#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "lib/model/ids.h"

namespace nexor {

class Store;
class WorkLock;
struct Desk;

// The right to work on a batch. Throws batch_running where another process has it.
std::unique_ptr<WorkLock> lock_batch(Desk& desk, BatchId id);

// Between two changes those who wait for the store get their turn: its lock isn't fair.
class Turns {
 public:
  Turns(Store& store, std::chrono::milliseconds pause) : store_(store), pause_(pause) {}

  // Waits for what is left of the pause since the last change, and then for those who show that they wait, but not for
  // ever: they may be others all the time.
  void wait() const;

  // A change has ended.
  void note() { last_ = std::chrono::steady_clock::now(); }

 private:
  Store& store_;
  std::chrono::milliseconds pause_;
  std::optional<std::chrono::steady_clock::time_point> last_;
};

}  // namespace nexor
