#include "lib/ops/import_row.h"

#include <algorithm>

#include "lib/error.h"
#include "lib/model/unicode.h"

namespace nexor {

ImportFields::ImportFields(std::span<const std::string_view> fields, const std::map<std::string, std::string>& columns,
                           const std::map<std::string, std::string>& values,
                           std::span<const std::string_view> required) {
  for (const std::string_view name : fields) {
    const std::string field(name);
    const bool is_required = std::find(required.begin(), required.end(), name) != required.end();
    if (const auto value = values.find(field); value != values.end()) {
      sources_.emplace(field, value->second);
    } else if (const auto column = columns.find(field); column != columns.end()) {
      sources_.emplace(field, place_of(column->second, true));
    } else {
      sources_.emplace(field, place_of(field, is_required));
    }
  }
}

std::size_t ImportFields::place_of(const std::string& column, bool is_required) {
  const auto found = std::find_if(wanted_.begin(), wanted_.end(), [&](const auto& w) { return w.name == column; });
  if (found == wanted_.end()) {
    wanted_.push_back({column, is_required});
    return wanted_.size() - 1;
  }
  found->is_required = found->is_required || is_required;
  return static_cast<std::size_t>(found - wanted_.begin());
}

Cell ImportFields::cell(const Record& record, std::string_view field) const {
  const auto source = sources_.find(field);
  if (source == sources_.end()) return {};
  if (const auto* value = std::get_if<std::string>(&source->second)) return {*value, 0};
  return record.cells[std::get<std::size_t>(source->second)];
}

std::optional<std::string> ImportRow::value(std::string_view field) const {
  const auto text = fields_.cell(record_, field).text;
  if (!text || text->empty()) return {};
  return std::string(*text);
}

std::optional<std::string> ImportRow::value_over(std::string_view field, std::optional<std::string> otherwise) const {
  return fields_.cell(record_, field).text ? value(field) : std::move(otherwise);
}

bool ImportRow::truth(std::string_view field, bool otherwise) const {
  const auto text = fields_.cell(record_, field).text;
  if (!text) return otherwise;
  const std::string word = folded(*text);  // spreadsheets write TRUE
  if (word.empty() || word == "false" || word == "0" || word == "no") return false;
  if (word == "true" || word == "1" || word == "yes") return true;
  throw Error(Fault::input_invalid, std::string(field) + ": '" + std::string(*text) + "' is neither true nor false")
      .in_field(field);
}

std::optional<std::size_t> ImportRow::column(std::string_view field) const {
  const std::size_t column = fields_.cell(record_, field).column;
  return column == 0 ? std::nullopt : std::optional(column);
}

}  // namespace nexor
