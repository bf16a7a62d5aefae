#include "lib/text/table_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "lib/error.h"

namespace nexor {

namespace {

std::string_view trimmed(std::string_view name) {
  constexpr std::string_view blanks = " \t";
  const std::size_t first = name.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return name.substr(first, name.find_last_not_of(blanks) - first + 1);
}

bool holds(const auto& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A trailing comma makes a column without a name; several of those are no contradiction.
void refuse_twice(const std::vector<std::string>& columns) {
  std::set<std::string_view> seen;
  for (const std::string& name : columns) {
    if (name.empty() || seen.insert(name).second) continue;
    throw Error{Fault::input_invalid, fmt::format("the column '{}' stands twice in the header", name)};
  }
}

// Enough of a header to recognise it by.
std::string first_of(const std::vector<std::string>& columns) {
  constexpr std::size_t most = 10;
  const std::span shown = std::span{columns}.first(std::min(columns.size(), most));
  return fmt::format("{}{}", fmt::join(shown, ", "), shown.size() < columns.size() ? ", …" : "");
}

CsvProblem wrong_count(std::size_t fields, std::size_t columns) {
  return {std::min(fields, columns) + 1,
          fmt::format("the row has {} field{} where the header has {}", fields, fields == 1 ? "" : "s", columns)};
}

}  // namespace

std::optional<std::string_view> Record::field(std::string_view name) const {
  if (row_.problem || columns_ == nullptr) return {};
  const auto column = std::find(columns_->begin(), columns_->end(), name);
  if (column == columns_->end()) return {};
  const std::string& cell = row_.fields[static_cast<std::size_t>(column - columns_->begin())];
  if (cell.empty()) return {};
  return cell;
}

TableReader::TableReader(std::istream& in, std::span<const std::string_view> known,
                         std::span<const std::string_view> required)
    : rows_(in) {
  read_header();
  refuse_twice(columns_);
  refuse_missing(required);
  std::copy_if(columns_.begin(), columns_.end(), std::back_inserter(ignored_),
               [&](const std::string& name) { return !name.empty() && !holds(known, name); });
}

bool TableReader::next(Record& record) {
  if (!rows_.next(record.row_)) return false;
  record.columns_ = &columns_;
  const std::size_t fields = record.row_.fields.size();
  if (!record.row_.problem && fields != columns_.size()) record.row_.problem = wrong_count(fields, columns_.size());
  return true;
}

void TableReader::read_header() {
  CsvRow header;
  if (!rows_.next(header)) throw Error{Fault::input_invalid, "the input is empty: it has no header"};
  if (header.problem) {
    throw Error{Fault::input_invalid,
                fmt::format("the header can't be read: column {}: {}", header.problem->column, header.problem->message)}
        .with_hint("The input has to be CSV in UTF-8 whose first row names its columns.");
  }
  for (const std::string& name : header.fields) columns_.emplace_back(trimmed(name));
}

void TableReader::refuse_missing(std::span<const std::string_view> required) const {
  std::vector<std::string_view> missing;
  std::copy_if(required.begin(), required.end(), std::back_inserter(missing),
               [&](std::string_view name) { return !holds(columns_, name); });
  if (missing.empty()) return;
  throw Error{Fault::input_invalid,
              fmt::format("the header lacks the column{} {}", missing.size() == 1 ? "" : "s", fmt::join(missing, ", "))}
      .with_hint(fmt::format("Columns are separated by commas; the header has {}.", first_of(columns_)));
}

}  // namespace nexor
