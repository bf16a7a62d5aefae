#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/text/csv.h"

namespace nexor {

// One row under its header. It belongs to the TableReader that filled it, and is good until the next one is read.
class Record {
 public:
  std::int64_t line() const { return row_.line; }
  const std::optional<CsvProblem>& problem() const { return row_.problem; }

  // The cell in the column of that name. Null where the input has no such column, the cell is empty, or the row has a
  // problem.
  std::optional<std::string_view> field(std::string_view name) const;

 private:
  friend class TableReader;
  CsvRow row_;
  const std::vector<std::string>* columns_ = nullptr;
};

// Reads CSV whose first row names its columns. Names are matched byte for byte, without the blanks around them.
class TableReader {
 public:
  // Throws input_invalid where the whole input is refused: it is empty, its first row can't be read or isn't text, a
  // column stands there twice, or one of `required` is missing.
  TableReader(std::istream& in, std::span<const std::string_view> known, std::span<const std::string_view> required);
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;

  // False at the end. A row that has too many or too few fields gets a problem, as one that can't be read does.
  bool next(Record& record);

  // Every column's name, in the order of the input.
  const std::vector<std::string>& columns() const { return columns_; }
  // Those that are not known: their cells are passed over.
  const std::vector<std::string>& ignored_columns() const { return ignored_; }

 private:
  void read_header();
  void refuse_missing(std::span<const std::string_view> required) const;

  CsvReader rows_;
  std::vector<std::string> columns_;
  std::vector<std::string> ignored_;
};

}  // namespace nexor
