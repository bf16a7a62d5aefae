#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nexor {

// Which part of a list is wanted: the items behind `after` in the list's order, so that a late page costs what the
// first one costs.
struct PageRequest {
  std::optional<std::string> after;  // the `next` of the page before
  std::optional<std::size_t> limit;  // none is all
};

template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::int64_t> total;  // of the whole list; null where the page isn't the first
  std::optional<std::string> next;    // null on the last page
};

// How a list of records can be sorted. By creation: in the order in which they were added.
enum class RecordSort { key, created_at };

}  // namespace nexor
