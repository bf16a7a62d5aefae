#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "lib/store/operation.h"
#include "lib/store/store.h"

namespace nexor::sqlite {

// A store of an older nexor can be looked through, copied and migrated, and nothing else.
enum class OldSchema { refused, taken };

// Opens the store at `path`. Throws store_unavailable, store_foreign, store_newer, store_older or store_busy.
std::unique_ptr<Store> open_store(const std::string& path, std::chrono::milliseconds lock_timeout,
                                  OldSchema old = OldSchema::refused);

// Makes a store where there is none (or an empty file), with its first content in the same transaction: there is a
// whole store afterwards, or none. Folders that are missing are made for their owner alone. Throws conflict where there
// is a store already, and store_foreign where another file stands there.
std::unique_ptr<Store> create_store(const std::string& path, std::chrono::milliseconds lock_timeout,
                                    const StoreInfo& info, const Operation& operation,
                                    const std::function<void(Transaction&)>& first_content);

// Throws what create_store would, where something stands in the place already.
void check_vacant(const std::string& path, std::chrono::milliseconds lock_timeout);

}  // namespace nexor::sqlite
