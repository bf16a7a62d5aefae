#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "lib/model/event.h"
#include "lib/ops/desk.h"

namespace nexor {

using OpenStore = std::function<std::unique_ptr<Store>(const std::string& path)>;

// A store that was looked through: its file, its chain and its tables hold.
struct SoundStore {
  StoreInfo info;
  AuditHead head;
};

// Looks a whole store through. Throws store_corrupt or audit_broken for what doesn't hold.
SoundStore check_sound(const Desk& desk, Store& store);

// How many events a store has behind the last one that another of the same history has, too. Both are sound.
std::int64_t count_events_lost(Store& store, Store& other);

// Copies the desk's store to `path`, where nothing is yet, and looks the copy through before anybody believes in it.
SoundStore back_up(Desk& desk, const std::string& path, const OpenStore& open);

// Records that a backup was made and looked through, before it is put where it stays: it is there only if it is told
// of.
void record_backup(Desk& desk, const SoundStore& backup);

// Every series of confirmation numbers that the store has had, as far as it knows.
std::set<std::string> series_of(Transaction& transaction);

// Makes the store at `path`, a copy of a backup, fit to take the place of another: a new series of confirmation
// numbers, none of `used` and none that the backup knows, so that no number is issued twice; no log-in of the time
// before; and an event that names the head that it replaces, where that could be read. Gives the new series.
std::string make_restorable(const Desk& desk, Store& copy, const SoundStore& backup,
                            const std::optional<AuditHead>& replaced, std::set<std::string> used);

}  // namespace nexor
