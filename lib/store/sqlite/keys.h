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

// Statements that give id and key of the row `:id`, and of the rows from `:first` to `:last` in the order of their ids.
struct KeyStatements {
  const char* by_id;
  const char* between;
};

// The keys of the rows with these ids, each in its id's place. They are read in the order of the ids, as neighbours lie
// on one page: one after the other where most of a stretch is wanted, else each by itself. Throws store_corrupt where
// there is none.
std::vector<std::string> keys_of_rows(Connection& connection, const KeyStatements& statements,
                                      std::span<const std::int64_t> ids);

// Runs an INSERT whose `key` column is unique; throws conflict, naming `what` and the key, where it is taken.
class Query;
void insert_new(Query& insert, std::string_view what, std::string_view key);

}  // namespace nexor::sqlite
