#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace nexor {

// What became of one target of a command, or one row of a batch.
enum class Outcome { cancelled, pending, already, skipped, failed, remaining, undone, approved, declined, reopened };

std::string_view name_of(Outcome outcome);
std::optional<Outcome> parse_outcome(std::string_view name);

// How many came out how.
class OutcomeCounts {
 public:
  std::int64_t& operator[](Outcome outcome) { return counts_.at(static_cast<std::size_t>(outcome)); }
  std::int64_t operator[](Outcome outcome) const { return counts_.at(static_cast<std::size_t>(outcome)); }
  friend bool operator==(const OutcomeCounts&, const OutcomeCounts&) = default;

 private:
  std::array<std::int64_t, 10> counts_{};
};

}  // namespace nexor
