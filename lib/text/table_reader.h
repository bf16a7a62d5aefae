#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "lib/text/csv.h"
#include "lib/text/record.h"

namespace nexor {

// Reads CSV whose first row names its columns. Names are matched byte for byte, without the blanks around them.
class TableReader final : public RecordReader {
 public:
  // Throws input_invalid where the whole input is refused: it is empty, its first row can't be read or isn't text, a
  // column stands there twice, or a required one is missing.
  TableReader(std::istream& in, const std::vector<WantedColumn>& wanted);
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;

  // A row that has too many or too few fields gets a problem, as one that can't be read does.
  bool next(Record& record) override;
  const std::vector<std::string>& ignored_columns() const override { return ignored_; }

 private:
  void read_header();
  void find(const std::vector<WantedColumn>& wanted);
  void note_nameless();
  void refuse_missing(const std::vector<WantedColumn>& wanted) const;

  CsvReader rows_;
  CsvRow row_;
  std::vector<std::string> columns_;
  std::vector<std::optional<std::size_t>> places_;  // of each wanted column in a row, from 0
  std::vector<std::size_t> nameless_;               // columns without a name that nothing stood in so far
  std::vector<std::string> ignored_;
};

}  // namespace nexor
