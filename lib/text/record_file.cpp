#include "lib/text/record_file.h"

#include <fmt/format.h>

#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "lib/error.h"
#include "lib/text/json_lines.h"
#include "lib/text/table_reader.h"

namespace nexor {

namespace {

// The first characters of the input behind a byte order mark and white space, at most two. They are put back: the
// stream's buffer holds far more than is looked at.
std::string first_characters(std::istream& in) {
  constexpr std::string_view passed_over = "\xEF\xBB\xBF \t\r\n";
  constexpr int farthest = 1024;
  std::string found;
  int taken = 0;
  for (; taken < farthest && found.size() < 2; ++taken) {
    const int next = in.get();
    if (next == std::istream::traits_type::eof()) break;
    const char character = std::istream::traits_type::to_char_type(next);
    if (passed_over.find(character) == std::string_view::npos) found += character;
  }
  in.clear(in.rdstate() & std::ios::badbit);
  for (; taken > 0; --taken) in.unget();
  return found;
}

}  // namespace

std::unique_ptr<RecordReader> read_records(std::istream& in, const std::vector<WantedColumn>& wanted) {
  const std::string first = first_characters(in);
  if (first.starts_with('{')) return std::make_unique<JsonLinesReader>(in, wanted);
  if (first == "[{") {
    throw Error(Fault::input_invalid, "the input is a JSON array, where JSON Lines have one object a line")
        .with_hint("jq -c '.[]' makes lines of it");
  }
  if (first.starts_with("\xFF\xFE") || first.starts_with("\xFE\xFF")) {
    throw Error(Fault::input_invalid, "the input is UTF-16, where UTF-8 is wanted")
        .with_hint("iconv -f UTF-16 -t UTF-8 makes it that");
  }
  return std::make_unique<TableReader>(in, wanted);
}

std::string text_of(const RowProblem& problem) { return fmt::format("column {}: {}", problem.column, problem.message); }

}  // namespace nexor
