#include "lib/text/table_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <span>

#include "lib/error.h"

namespace nexor {

namespace {

std::string_view trimmed(std::string_view name) {
  constexpr std::string_view blanks = " \t";
  const std::size_t first = name.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return name.substr(first, name.find_last_not_of(blanks) - first + 1);
}

// A trailing comma makes a column without a name; several of those are no contradiction, as long as they are empty.
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

RowProblem wrong_count(std::size_t fields, std::size_t columns) {
  return {std::min(fields, columns) + 1,
          fmt::format("the row has {} field{} where the header has {}", fields, fields == 1 ? "" : "s", columns)};
}

}  // namespace

TableReader::TableReader(std::istream& in, const std::vector<WantedColumn>& wanted) : rows_(in) {
  read_header();
  refuse_twice(columns_);
  refuse_missing(wanted);
  find(wanted);
}

bool TableReader::next(Record& record) {
  if (!rows_.next(row_)) return false;
  record.line = row_.line;
  record.problem = row_.problem;
  const std::size_t fields = row_.fields.size();
  if (!record.problem && fields != columns_.size()) record.problem = wrong_count(fields, columns_.size());
  if (!record.problem) note_nameless();
  record.cells.resize(places_.size());
  for (std::size_t i = 0; i < places_.size() && !record.problem; ++i) {
    if (places_[i]) record.cells[i] = {row_.fields[*places_[i]], *places_[i] + 1};
  }
  return true;
}

void TableReader::read_header() {
  if (!rows_.next(row_)) throw Error{Fault::input_invalid, "the input is empty: it has no header"};
  if (row_.problem) {
    throw Error{Fault::input_invalid,
                fmt::format("the header can't be read: column {}: {}", row_.problem->column, row_.problem->message)}
        .with_hint("The input has to be CSV in UTF-8 whose first row names its columns.");
  }
  for (const std::string& name : row_.fields) columns_.emplace_back(trimmed(name));
}

void TableReader::find(const std::vector<WantedColumn>& wanted) {
  for (const WantedColumn& column : wanted) {
    const auto found = std::find(columns_.begin(), columns_.end(), column.name);
    places_.push_back(found == columns_.end() ? std::nullopt
                                              : std::optional(static_cast<std::size_t>(found - columns_.begin())));
  }
  for (const std::string& name : columns_) {
    const bool is_wanted = std::any_of(wanted.begin(), wanted.end(), [&](const auto& w) { return w.name == name; });
    if (!name.empty() && !is_wanted) ignored_.push_back(name);
  }
  for (std::size_t place = 0; place < columns_.size(); ++place) {
    if (columns_[place].empty()) nameless_.push_back(place);
  }
}

// What stands in a column without a name is as unknown as under a name that nobody knows.
void TableReader::note_nameless() {
  std::erase_if(nameless_, [this](std::size_t place) {
    const bool is_filled = !row_.fields[place].empty();
    if (is_filled) ignored_.push_back(fmt::format("{} (without a name)", place + 1));
    return is_filled;
  });
}

void TableReader::refuse_missing(const std::vector<WantedColumn>& wanted) const {
  std::vector<std::string_view> missing;
  for (const WantedColumn& column : wanted) {
    const bool is_there = std::find(columns_.begin(), columns_.end(), column.name) != columns_.end();
    if (column.is_required && !is_there) missing.push_back(column.name);
  }
  if (missing.empty()) return;
  throw Error{Fault::input_invalid,
              fmt::format("the header lacks the column{} {}", missing.size() == 1 ? "" : "s", fmt::join(missing, ", "))}
      .with_hint(fmt::format("Columns are separated by commas; the header has {}.", first_of(columns_)));
}

}  // namespace nexor
