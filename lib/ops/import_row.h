#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/text/record.h"

namespace nexor {

// Where each field of an import comes from: a column of the file, its own name's unless it is mapped, or one value that
// is set for every row.
class ImportFields {
 public:
  // `fields` are the kind's own. `columns` and `values` go from a field to its column and to its value.
  ImportFields(std::span<const std::string_view> fields, const std::map<std::string, std::string>& columns,
               const std::map<std::string, std::string>& values, std::span<const std::string_view> required);

  // What to read from the file, each column once. One that is mapped to has to be there.
  const std::vector<WantedColumn>& wanted() const { return wanted_; }

  // The cell that a field takes in a record; a set value as a cell in column 0.
  Cell cell(const Record& record, std::string_view field) const;

 private:
  std::size_t place_of(const std::string& column, bool is_required);

  std::map<std::string, std::variant<std::size_t, std::string>, std::less<>>
      sources_;  // a place in wanted_, or a value
  std::vector<WantedColumn> wanted_;
};

// One row by the names of its fields.
class ImportRow {
 public:
  ImportRow(const ImportFields& fields, const Record& record) : fields_(fields), record_(record) {}

  // Null for an empty cell, and where the row has none.
  std::optional<std::string> value(std::string_view field) const;

  // A missing one that is needed reads as empty, which no check lets through.
  std::string needed(std::string_view field) const { return value(field).value_or(""); }

  // What the row says, be it nothing; `otherwise` where it has no such cell.
  std::optional<std::string> value_over(std::string_view field, std::optional<std::string> otherwise) const;

  // Throws input_invalid where it is neither true nor false.
  bool truth(std::string_view field, bool otherwise = false) const;

  // Where the field stands in its row; null where it has no place there.
  std::optional<std::size_t> column(std::string_view field) const;

 private:
  const ImportFields& fields_;
  const Record& record_;
};

}  // namespace nexor
