#pragma once

#include <memory>
#include <string>

#include "lib/store/store.h"

namespace nexor::sqlite {

// The lock of a batch: a byte of a lock file beside the store, the one with the batch's number. The system gives it
// back when its process ends, however it does. Null where another process has it. Throws store_unavailable where there
// can be no lock file.
std::unique_ptr<BatchLock> lock_batch(const std::string& path, BatchId id);

}  // namespace nexor::sqlite
