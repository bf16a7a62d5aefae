#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "lib/store/sqlite/sqlite_store.h"
#include "lib/store/store.h"

namespace nexor::sqlite {

// Makes a store as contract::info() says, with nothing else in it.
std::unique_ptr<Store> make_store(const std::string& path);

// One with a few rows in every table.
void make_filled_store(const std::string& path);

constexpr std::chrono::milliseconds soon{2000};  // a lock timeout that is not meant to pass

}  // namespace nexor::sqlite
