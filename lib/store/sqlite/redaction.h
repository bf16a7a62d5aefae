#pragma once

#include "lib/model/ids.h"
#include "lib/model/redaction.h"

namespace nexor::sqlite {

class Connection;
class SearchIndex;

// Accounts::redact and Accounts::is_redacted, over every table that holds what people said.
Redaction redact(Connection& connection, SearchIndex& index, AccountId id);
bool is_redacted(Connection& connection, AccountId id);

}  // namespace nexor::sqlite
