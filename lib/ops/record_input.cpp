#include "lib/ops/record_input.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <utility>

#include "lib/error.h"
#include "lib/text/record_file.h"

namespace nexor {

RecordInput::RecordInput(std::istream& stream, std::vector<WantedColumn> wanted)
    : wanted_(std::move(wanted)), buffer_(stream) {
  hashed_.exceptions(std::ios::badbit);
  reader_ = read_records(hashed_, wanted_);
}

void RecordInput::refuse_ignored_columns() const {
  const auto& unknown = ignored_columns();
  if (unknown.empty()) return;
  std::vector<std::string> names;
  for (const WantedColumn& column : wanted_) names.push_back(column.name);
  throw Error(Fault::input_invalid, fmt::format("the input has the unknown column{} {}", unknown.size() == 1 ? "" : "s",
                                                fmt::join(unknown, ", ")))
      .with_hint(fmt::format("columns are {}", fmt::join(names, ", ")));
}

}  // namespace nexor
