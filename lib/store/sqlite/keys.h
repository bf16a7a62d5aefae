#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nexor::sqlite {

class Connection;

// The keys before and after `key`: `below` and `above` are statements that take `:key` and `:most`.
std::vector<std::string> keys_around(Connection& connection, const char* below, const char* above, std::string_view key,
                                     std::size_t most);

// The keys of the rows with these ids, each in its id's place. `by_id` is a statement that gives the key of the row
// `:id`. They are read in the order of the ids, as neighbours lie on one page. Throws store_corrupt where there is
// none.
std::vector<std::string> keys_of_rows(Connection& connection, const char* by_id, std::span<const std::int64_t> ids);

// Runs an INSERT whose `key` column is unique; throws conflict, naming `what` and the key, where it is taken.
class Query;
void insert_new(Query& insert, std::string_view what, std::string_view key);

}  // namespace nexor::sqlite
