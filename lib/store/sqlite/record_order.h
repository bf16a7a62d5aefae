#pragma once

#include <cstdint>
#include <string>

#include "lib/store/page.h"

namespace nexor::sqlite {

class Query;

// The order of a list of records, by their keys or their ids, and the statement's parts that make it.
class RecordOrder {
 public:
  // `table` is the name by which the statement calls the records' table.
  RecordOrder(std::string table, RecordSort by, bool is_descending)
      : column_(std::move(table) + (by == RecordSort::key ? ".key" : ".id")), by_(by), is_descending_(is_descending) {}

  // A condition that leaves what lies behind the page before; empty where there was none.
  std::string behind(const PageRequest& request) const;
  std::string ordered() const;  // with the limit `:limit`
  void bind(Query& query, const PageRequest& request) const;

  template <class Record>
  std::string place_of(const Record& record) const {
    return by_ == RecordSort::key ? record.key : std::to_string(record.id.number());
  }

 private:
  std::string column_;
  RecordSort by_;
  bool is_descending_;
};

// A place in a list that is an id. Throws input_invalid for what is none.
std::int64_t number_in(const std::string& place);

}  // namespace nexor::sqlite
