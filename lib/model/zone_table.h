#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "lib/model/date.h"
#include "lib/model/zone_rule.h"

namespace nexor {

// What a TZif file says: a table of the past, and a rule for the years after it.
struct ZoneTable {
  struct Change {
    Instant at;
    std::chrono::seconds offset;  // from then on
  };

  std::chrono::seconds first_offset{};  // before the first change
  std::vector<Change> changes;          // strictly ascending
  std::optional<ZoneRule> rule;         // from the last change on, or always; null: the offset stays

  // Reads TZif, version 2 or later (RFC 9636, 3). Null where the bytes are not one whole, well-formed file, also where
  // something follows it, and where the file counts leap seconds: an Instant doesn't.
  static std::optional<ZoneTable> parse(std::string_view tzif);

  // The stretch of one offset that `instant` lies in.
  OffsetSpan span_at(Instant instant) const;
};

}  // namespace nexor
