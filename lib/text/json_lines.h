#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "lib/text/json_reader.h"
#include "lib/text/record.h"

namespace nexor {

// Reads JSON Lines (https://jsonlines.org): one flat object a line. Empty lines and a byte order mark are passed over;
// a line that is no such object, is larger than `line_limit`, or isn't UTF-8 fails alone.
class JsonLinesReader final : public RecordReader {
 public:
  static constexpr std::size_t line_limit = 64 * 1024;  // bytes, without the line's end

  // The stream has to outlive the reader.
  JsonLinesReader(std::istream& in, const std::vector<WantedColumn>& wanted);
  JsonLinesReader(const JsonLinesReader&) = delete;
  JsonLinesReader& operator=(const JsonLinesReader&) = delete;

  // Throws input_invalid at the end where a required column stood in no line.
  bool next(Record& record) override;
  const std::vector<std::string>& ignored_columns() const override { return ignored_; }

 private:
  bool read_line(Record& record);
  void take(Record& record);
  void note_ignored(const std::string& name);
  void refuse_missing() const;

  std::istream& in_;
  std::vector<WantedColumn> wanted_;
  std::vector<bool> was_met_;  // each wanted column, in some line
  std::vector<JsonMember> members_;
  std::vector<std::string> ignored_;
  std::vector<char> buffer_;
  std::string_view text_;
  std::int64_t line_ = 0;
  bool has_objects_ = false;
};

}  // namespace nexor
