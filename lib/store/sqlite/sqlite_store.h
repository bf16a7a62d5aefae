#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "lib/store/operation.h"
#include "lib/store/store.h"

namespace nexor::sqlite {

// Opens the store at `path`. Throws store_unavailable, store_foreign, store_newer or store_busy.
std::unique_ptr<Store> open_store(const std::string& path, std::chrono::milliseconds lock_timeout);

// Makes a store where there is none (or an empty file), with its first content in the same transaction: there is a
// whole store afterwards, or none. Folders that are missing are made for their owner alone. Throws conflict where there
// is a store already, and store_foreign where another file stands there.
std::unique_ptr<Store> create_store(const std::string& path, std::chrono::milliseconds lock_timeout,
                                    const StoreInfo& info, const Operation& operation,
                                    const std::function<void(Transaction&)>& first_content);

}  // namespace nexor::sqlite
