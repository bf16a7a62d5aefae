#include "lib/store/sqlite/keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "lib/error.h"
#include "lib/store/sqlite/errors.h"
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

namespace {

// A row's id, and where its key is wanted.
struct Wanted {
  std::int64_t id;
  std::size_t place;
};

std::vector<Wanted> in_order(std::span<const std::int64_t> ids) {
  std::vector<Wanted> wanted;
  wanted.reserve(ids.size());
  for (const std::int64_t id : ids) wanted.push_back({id, wanted.size()});
  std::ranges::sort(wanted, {}, &Wanted::id);
  return wanted;
}

// Goes to the row; false where there is none.
bool step_to(Query& rows, std::int64_t id) {
  while (rows.step()) {
    const std::int64_t here = rows.integer();
    if (here >= id) return here == id;
  }
  return false;
}

}  // namespace

std::vector<std::string> keys_of_rows(Connection& connection, const KeyStatements& statements,
                                      std::span<const std::int64_t> ids) {
  std::vector<std::string> keys(ids.size());
  if (ids.empty()) return keys;
  const auto wanted = in_order(ids);
  constexpr std::int64_t steps_for_a_search = 4;
  const std::int64_t stretch = wanted.back().id - wanted.front().id;
  const bool is_walk = stretch < steps_for_a_search * static_cast<std::int64_t>(ids.size());
  Query rows(connection, is_walk ? statements.between : statements.by_id);
  if (is_walk) rows.restart_with(wanted.front().id, wanted.back().id);
  const Wanted* last = nullptr;
  for (const Wanted& one : wanted) {
    if (last != nullptr && last->id == one.id) {
      keys[one.place] = keys[last->place];
      continue;
    }
    if (!is_walk) rows.restart_with(one.id);
    if (!step_to(rows, one.id)) throw corrupt(fmt::format("a row names another, {}, that isn't there", one.id));
    keys[one.place] = rows.word();
    last = &one;
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
