#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nexor {

// Why a row can't be used: where in it, and a sentence.
struct RowProblem {
  std::size_t column;  // from 1: the number of the field in CSV, the byte of the line in JSON Lines
  std::string message;
};

// A column that is read, by its name in the file.
struct WantedColumn {
  std::string name;
  bool is_required = false;  // a file without it is refused
};

// One cell of a record.
struct Cell {
  std::optional<std::string_view> text;  // null where the row has no such cell
  std::size_t column = 0;                // where it stands, counted as a RowProblem's
};

// One row of a file: a cell for each column that is wanted, in their order. Good until the next one is read.
struct Record {
  std::int64_t line = 0;  // the physical line on which it starts; the first of the file is 1
  std::vector<Cell> cells;
  std::optional<RowProblem> problem;  // then the cells mean nothing
};

// Reads a file of records one by one, in constant memory.
class RecordReader {
 public:
  virtual ~RecordReader() = default;

  // False at the end. A row that can't be used comes with a problem, and costs no other row anything. Throws
  // input_invalid where the file as a whole turns out to be none.
  virtual bool next(Record& record) = 0;

  // The columns met so far that are not wanted: their cells are passed over.
  virtual const std::vector<std::string>& ignored_columns() const = 0;
};

}  // namespace nexor
