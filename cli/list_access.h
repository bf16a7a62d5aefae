#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/store/page.h"

namespace nexor {

class Context;
class Transaction;
struct ShownSession;
struct ShownToken;
struct Operator;

// Pages of who may act, and with what. There are few of them, so a page is cut out of all. `statuses` restrict, where
// there are any.
Page<Operator> operators_page(Transaction& transaction, const std::vector<std::string>& statuses,
                              const PageRequest& request);
Page<ShownSession> sessions_page(Context& context, Transaction& transaction, const std::vector<std::string>& statuses,
                                 const PageRequest& request);
Page<ShownToken> tokens_page(Context& context, Transaction& transaction, const std::vector<std::string>& statuses,
                             const PageRequest& request);

}  // namespace nexor
