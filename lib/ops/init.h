#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "lib/model/actor.h"
#include "lib/ops/desk.h"
#include "lib/store/operation.h"
#include "lib/store/store.h"

namespace nexor {

class Zoneinfo;

struct NewStore {
  std::string first_admin;
  std::string password_hash;
  std::string time_zone = "UTC";  // of the store, and of accounts that name none; never the machine's
};

// Makes an empty store with this content in one transaction: what an engine offers.
using MakeStore = std::function<std::unique_ptr<Store>(const StoreInfo& info, const Operation& operation,
                                                       const std::function<void(Transaction&)>& first_content)>;

// What making a store takes besides what is asked for; there is no store to work on yet.
struct Founding {
  Actor actor;
  Clock clock;
  RandomBytes random;
  Zoneinfo& zones;
  MakeStore make;
  std::shared_ptr<const AuditKey> audit_key = {};  // null where the trail has none
};

// Crockford symbols at random, as ids of stores and series are made.
std::string random_symbols(const RandomBytes& random, std::size_t count);

// Makes a store with its first admin, and begins its audit trail. Throws input_invalid for what can't be, and what the
// engine throws.
StoreInfo found_store(const Founding& founding, const NewStore& given);

}  // namespace nexor
