#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nexor {

// Rows for other programs, raw and whole, appended to a text cell by cell: one description of a row gives the header,
// CSV and JSON Lines alike. Null, and an empty text, is an empty cell in CSV and null in JSON: what reads them back
// takes both for nothing.
class RawRows {
 public:
  enum class Form { header, csv, jsonl };  // the header is CSV: names instead of values

  RawRows(Form form, std::string& out) : form_(form), out_(out) {}

  void text(std::string_view name, std::optional<std::string_view> value);
  void number(std::string_view name, std::optional<std::int64_t> value);
  void truth(std::string_view name, bool value);
  void end_row();

 private:
  // True where a value is to follow.
  bool begin_cell(std::string_view name);

  Form form_;
  std::string& out_;
  bool is_inside_ = false;
};

}  // namespace nexor
