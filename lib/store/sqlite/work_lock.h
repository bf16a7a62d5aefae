#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "lib/store/store.h"

namespace nexor::sqlite {

// A byte of a lock file beside the store stands for each piece of work: a batch's is the one with its number.
constexpr std::int64_t byte_of_notices = 0;
constexpr std::int64_t byte_of_care = std::int64_t{1} << 62;  // of backups and restores, behind every batch

constexpr std::int64_t byte_of_waiters = byte_of_care + 1;  // shared by all who wait for the store

std::string lock_file_of(const std::string& store);

// Takes that byte. The system gives it back when its process ends, however it does. Null where another process has it.
// Throws store_unavailable where there can be no lock file.
std::unique_ptr<WorkLock> lock_work(const std::string& path, std::int64_t byte);

// Shows, for as long as it lives, that somebody waits for the store. Null where that can't be shown: where there is no
// lock file nobody works in many steps, and would look.
std::unique_ptr<WorkLock> show_waiting(const std::string& path);

// Whether anybody shows that.
bool is_anybody_waiting(const std::string& path);

}  // namespace nexor::sqlite
