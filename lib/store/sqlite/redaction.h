#pragma once

#include "lib/model/ids.h"
#include "lib/model/redaction.h"

namespace nexor::sqlite {

class Connection;
class SearchIndex;

// Accounts::redact, over every table that holds what people said.
Redaction redact(Connection& connection, SearchIndex& index, AccountId id);

}  // namespace nexor::sqlite
