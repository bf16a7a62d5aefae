#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/text/record.h"

namespace nexor {

// One row of the input. It is read into again and again, so that its fields keep their memory.
struct CsvRow {
  std::int64_t line = 0;            // the physical line on which it starts; the first of the input is 1
  std::vector<std::string> fields;  // empty where there is a problem
  std::optional<RowProblem> problem;
};

// Reads CSV as RFC 4180 has it, row by row and in constant memory. A byte order mark, CRLF, line breaks within quotes
// and a last line without its end are fine; empty lines are passed over, but counted; a quote inside a field that
// doesn't begin with one, and a lone CR, are text. Rows may differ in their number of fields.
//
// A row that is larger than `row_limit`, or that holds a NUL or wrong UTF-8, fails by itself. A quote that isn't closed
// within that limit, or is followed by text, can't say where its row ends: reading goes on at the line after the one on
// which that row starts, so that no row behind it is swallowed.
class CsvReader {
 public:
  static constexpr std::size_t row_limit = 64 * 1024;  // bytes, quotes and all, without the line's end

  // Reads ahead. The stream has to outlive the reader. Throws input_invalid where it can't be read, here and in next().
  explicit CsvReader(std::istream& in);

  // False at the end of the input; `row` is meaningless then.
  bool next(CsvRow& row);

 private:
  void fill();
  void pass(std::size_t bytes) { begin_ += bytes; }
  void pass_line();
  bool pass_empty_lines();
  std::string_view ahead() const { return {buffer_.data() + begin_, end_ - begin_}; }

  std::istream& in_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;  // nothing is left to read beyond the buffer
  std::int64_t line_ = 1;
};

}  // namespace nexor
