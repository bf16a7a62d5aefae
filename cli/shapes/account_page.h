#pragma once

#include <vector>

#include "cli/output/table.h"
#include "cli/shapes/shapes.h"

namespace nexor {

class Transaction;

// What a caller asks about an account: who it is, what they have, and what was said before.
struct AccountPage {
  Account account;
  std::vector<Service> services;                 // by key
  std::vector<ShownCancellation> cancellations;  // of each service oldest first, also those that were taken back
};

AccountPage page_of(Transaction& transaction, const Account& account, Instant now);

Shape<AccountPage> account_page_shape(Context& context);
std::vector<CardLine> card_of(const AccountPage& page, Context& context);

}  // namespace nexor
