#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nexor::sqlite {

class Connection;

// The keys before and after `key`: `below` and `above` are statements that take `:key` and `:most`.
std::vector<std::string> keys_around(Connection& connection, const char* below, const char* above, std::string_view key,
                                     std::size_t most);

// Runs an INSERT whose `key` column is unique; throws conflict, naming `what` and the key, where it is taken.
class Query;
void insert_new(Query& insert, std::string_view what, std::string_view key);

}  // namespace nexor::sqlite
