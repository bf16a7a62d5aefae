#pragma once

#include <cstdint>
#include <string_view>

namespace nexor {

// What stands in the place of a name that is gone: a name is never empty.
constexpr std::string_view redacted_name = "(redacted)";

// How many records held something personal, and don't any more.
struct Redaction {
  std::int64_t accounts = 0;
  std::int64_t cancellations = 0;
  std::int64_t feedback = 0;  // that was given later
  std::int64_t batch_rows = 0;
  std::int64_t batches = 0;
  std::int64_t notices = 0;
  std::int64_t requests = 0;  // that the account came from

  bool is_empty() const { return accounts + cancellations + feedback + batch_rows + batches + notices + requests == 0; }
  friend bool operator==(const Redaction&, const Redaction&) = default;
};

}  // namespace nexor
