#include "cli/output/raw_rows.h"

#include <fmt/format.h>

#include <utility>

#include "cli/output/delimited.h"
#include "lib/text/json_writer.h"

namespace nexor {

bool RawRows::begin_cell(std::string_view name) {
  const bool is_first = !std::exchange(is_inside_, true);
  if (form_ == Form::jsonl) {
    out_.append(is_first ? "{\"" : ",\"").append(name).append("\":");
    return true;
  }
  if (!is_first) out_ += ',';
  if (form_ == Form::header) out_ += name;
  return form_ != Form::header;
}

void RawRows::text(std::string_view name, std::optional<std::string_view> value) {
  if (!begin_cell(name)) return;
  const std::string_view content = value.value_or("");
  if (form_ == Form::csv) {
    append_csv_cell(out_, content);
  } else if (content.empty()) {
    out_ += "null";
  } else {
    append_json_quoted(out_, content);
  }
}

void RawRows::number(std::string_view name, std::optional<std::int64_t> value) {
  if (!begin_cell(name)) return;
  if (value) {
    const fmt::format_int digits(*value);
    out_.append(digits.data(), digits.size());
  } else if (form_ == Form::jsonl) {
    out_ += "null";
  }
}

void RawRows::truth(std::string_view name, bool value) {
  if (begin_cell(name)) out_ += value ? "true" : "false";
}

void RawRows::end_row() {
  if (form_ == Form::jsonl) out_ += '}';
  out_ += '\n';
  is_inside_ = false;
}

}  // namespace nexor
