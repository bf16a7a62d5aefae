#include "lib/store/sqlite/record_order.h"

#include <charconv>

#include "lib/error.h"
#include "lib/store/sqlite/paging.h"
#include "lib/store/sqlite/query.h"

namespace nexor::sqlite {

std::string RecordOrder::behind(const PageRequest& request) const {
  if (!request.after) return "";
  return " AND " + column_ + (is_descending_ ? " < :after" : " > :after");
}

std::string RecordOrder::ordered() const {
  return " ORDER BY " + column_ + (is_descending_ ? " DESC" : "") + " LIMIT :limit";
}

void RecordOrder::bind(Query& query, const PageRequest& request) const {
  query.bind(":limit", rows_to_read(request));
  if (!request.after) return;
  if (by_ == RecordSort::key) {
    query.bind(":after", *request.after);
  } else {
    query.bind(":after", number_in(*request.after));
  }
}

std::int64_t number_in(const std::string& place) {
  std::int64_t number = 0;
  const char* end = place.data() + place.size();
  if (std::from_chars(place.data(), end, number).ptr != end || place.empty()) {
    throw Error(Fault::input_invalid, "that cursor is of another list");
  }
  return number;
}

}  // namespace nexor::sqlite
