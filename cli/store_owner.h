#pragma once

#include <memory>

namespace nexor {

class Context;
class WorkLock;
struct Desk;

// The desk of those commands that mend a store, which need no log-in, as credentials live in what may be broken: its
// actor is `os:USER`. Throws permission_denied for anybody but the owner of the store's file, and root.
Desk& owners_desk(Context& context);

// The same check alone, where there may be no store that could be opened.
void check_store_owner(Context& context);

// The right to make backups of the store and to restore them, of which one process at a time has it: their copies stand
// beside their places under one name until they are whole. Throws store_busy.
std::unique_ptr<WorkLock> lock_care(Context& context);

}  // namespace nexor
