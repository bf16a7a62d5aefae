#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "lib/store/store.h"

namespace nexor::sqlite {

// A byte of a lock file beside the store stands for each piece of work: a batch's is the one with its number.
constexpr std::int64_t byte_of_notices = 0;
constexpr std::int64_t byte_of_care = std::int64_t{1} << 62;  // of backups and restores, behind every batch

// Takes that byte. The system gives it back when its process ends, however it does. Null where another process has it.
// Throws store_unavailable where there can be no lock file.
std::unique_ptr<WorkLock> lock_work(const std::string& path, std::int64_t byte);

}  // namespace nexor::sqlite
