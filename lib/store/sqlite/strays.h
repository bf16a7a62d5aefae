#pragma once

#include <string>
#include <vector>

namespace nexor::sqlite {

class Connection;

// Rows that no change can have made, a sentence for each of them. Reads every table once.
std::vector<std::string> strays(Connection& connection);

}  // namespace nexor::sqlite
