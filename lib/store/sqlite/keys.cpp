#include "lib/store/sqlite/keys.h"

#include <fmt/format.h>

#include "lib/error.h"
#include "lib/store/sqlite/query.h"

namespace nexor::sqlite {

std::vector<std::string> keys_around(Connection& connection, const char* below, const char* above, std::string_view key,
                                     std::size_t most) {
  std::vector<std::string> keys;
  for (const char* side : {below, above}) {
    Query query(connection, side);
    query.bind(":key", key).bind(":most", static_cast<std::int64_t>(most));
    while (query.step()) keys.push_back(query.text());
  }
  return keys;
}

// The statements say ON CONFLICT (key) DO NOTHING: no row is changed where the key is taken.
void insert_new(Query& insert, std::string_view what, std::string_view key) {
  if (insert.run() == 1) return;
  throw Error(Fault::conflict, fmt::format("there is a{} {} '{}' already",
                                           what.front() == 'a' || what.front() == 'o' ? "n" : "", what, key))
      .with_hint("choose another; it stays taken for ever")
      .in_field("key");
}

}  // namespace nexor::sqlite
