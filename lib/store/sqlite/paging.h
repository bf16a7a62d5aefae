#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>

#include "lib/store/page.h"
#include "lib/store/sqlite/connection.h"

namespace nexor::sqlite {

// One row more than the page holds tells whether another page follows; without a limit, more than any table has.
inline std::int64_t rows_to_read(const PageRequest& page) {
  constexpr std::size_t most = std::numeric_limits<std::int64_t>::max() - 1;
  return static_cast<std::int64_t>(std::min(page.limit.value_or(most), most)) + 1;
}

// How many rows a table has, in one step down its tree: ids are given from 1 without a gap, and no row is ever deleted.
// `sql` asks for the largest id.
inline std::int64_t rows_ever_added(Connection& connection, const char* sql) { return connection.ask(sql); }

// Cuts the extra row off, and names the last one that stays by `position_of`. Behind a page of no rows goes on what was
// to stand on it.
template <class T, class PositionOf>
void finish_page(Page<T>& page, const PageRequest& request, PositionOf position_of) {
  if (!request.limit || page.items.size() <= *request.limit) return;
  page.items.erase(page.items.begin() + static_cast<std::ptrdiff_t>(*request.limit), page.items.end());
  page.next = page.items.empty() ? request.after.value_or("") : position_of(page.items.back());
}

}  // namespace nexor::sqlite
