#pragma once

namespace nexor {

class Context;
struct Desk;

// The desk of those commands that mend a store, which need no log-in, as credentials live in what may be broken: its
// actor is `os:USER`. Throws permission_denied for anybody but the owner of the store's file, and root.
Desk& owners_desk(Context& context);

// The same check alone, where there may be no store that could be opened.
void check_store_owner(Context& context);

}  // namespace nexor
