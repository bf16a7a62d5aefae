#pragma once

#include <optional>
#include <string>

#include "lib/model/account.h"
#include "lib/ops/cancel.h"

namespace nexor {

struct Desk;

// One command's wish to close an account.
struct CloseOrder {
  std::string account;                // id or key, as it was typed
  std::optional<CancelOrder> ending;  // how its subscriptions end, where that is asked for; names none itself
};

struct CloseReport {
  Account account;
  CancelReport cancelled;  // those that had neither ended nor were pending; no item where none was
};

// Decides everything and changes nothing. The same is refused as in close_account().
CloseReport preview_close(Desk& desk, const CloseOrder& order);

// Closes the account at once, and ends its subscriptions where that is asked for, as one change: what is pending keeps
// its day. Throws conflict where it is closed, or a subscription that has neither ended nor is pending would be left;
// and where one can't end as asked, what refuses that. Under a key that was used before for the same order the old
// report is given again.
CloseReport close_account(Desk& desk, const CloseOrder& order);

// Opens it again. What ended with it stays ended. Throws conflict where it is open.
Account reopen_account(Desk& desk, const std::string& word);

}  // namespace nexor
