#include "lib/text/json_lines.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <istream>
#include <limits>

#include "lib/error.h"

namespace nexor {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

JsonLinesReader::JsonLinesReader(std::istream& in, const std::vector<WantedColumn>& wanted)
    : in_(in), wanted_(wanted), was_met_(wanted.size()), buffer_(line_limit + 1) {}

bool JsonLinesReader::next(Record& record) {
  do {
    if (!read_line(record)) {
      refuse_missing();
      return false;
    }
  } while (!record.problem && is_blank(text_));
  if (!record.problem) take(record);
  return true;
}

// A line that is too long is passed over to its end.
bool JsonLinesReader::read_line(Record& record) {
  record.problem.reset();
  if (in_.peek() == std::istream::traits_type::eof()) return false;
  record.line = ++line_;
  in_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  if (in_.fail() && !in_.eof()) {
    in_.clear();
    in_.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    record.problem = RowProblem{1, "the line is larger than 64 KiB"};
    return true;
  }
  const auto count = static_cast<std::size_t>(in_.gcount());
  text_ = std::string_view(buffer_.data(), in_.eof() ? count : count - 1);
  if (line_ == 1 && text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
  return true;
}

void JsonLinesReader::take(Record& record) {
  auto read = read_flat_object(text_);
  if (auto* problem = std::get_if<RowProblem>(&read)) {
    record.problem = std::move(*problem);
    return;
  }
  has_objects_ = true;
  members_ = std::move(std::get<std::vector<JsonMember>>(read));
  record.cells.assign(wanted_.size(), Cell{});
  for (const JsonMember& member : members_) {
    const auto found = std::find_if(wanted_.begin(), wanted_.end(),
                                    [&](const WantedColumn& column) { return column.name == member.name; });
    if (found == wanted_.end()) {
      note_ignored(member.name);
      continue;
    }
    const auto place = static_cast<std::size_t>(found - wanted_.begin());
    record.cells[place] = {member.text, member.column};
    was_met_[place] = true;
  }
}

// A file may have other names in every line; where there are very many, the rest is said with an ellipsis.
void JsonLinesReader::note_ignored(const std::string& name) {
  constexpr std::size_t most = 100;
  if (ignored_.size() > most || std::find(ignored_.begin(), ignored_.end(), name) != ignored_.end()) return;
  ignored_.push_back(ignored_.size() == most ? "…" : name);
}

void JsonLinesReader::refuse_missing() const {
  std::vector<std::string_view> missing;
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    if (wanted_[i].is_required && !was_met_[i]) missing.push_back(wanted_[i].name);
  }
  if (!has_objects_ || missing.empty()) return;
  Error error(Fault::input_invalid, fmt::format("no line has {}", fmt::join(missing, ", ")));
  if (!ignored_.empty()) error.hint = fmt::format("The lines have {}.", fmt::join(ignored_, ", "));
  throw Error(std::move(error));
}

}  // namespace nexor
