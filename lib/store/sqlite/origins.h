#pragma once

#include <string>

#include "lib/store/origin.h"

namespace nexor::sqlite {

class Connection;

// How the rows of a table came in whose column imported_in names the import that brought them.
OriginCounts origins_in(Connection& connection, const std::string& table);

}  // namespace nexor::sqlite
