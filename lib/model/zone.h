#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lib/model/date.h"
#include "lib/model/zone_table.h"

namespace nexor {

// A time zone: what its clocks showed and will show, and so where its days begin.
class Zone {
 public:
  static Zone utc();
  // From the bytes of a TZif file; null where they are not one that ZoneTable reads.
  static std::optional<Zone> parse(std::string name, std::string_view tzif);

  const std::string& name() const { return name_; }

  // Local time minus UTC; positive east of Greenwich.
  std::chrono::seconds offset_at(Instant instant) const;

  // The date that the zone's calendars show. Not always ascending: a clock that is put back across midnight shows the
  // date before once more.
  Date date_at(Instant instant) const;

  // Where the date begins: the earliest instant whose local time is at or after the date's 00:00. That is the earlier
  // one where midnight comes twice, and the first valid instant after it where midnight, or the whole day, is skipped.
  Instant midnight(Date date) const;

  // RFC 3339 with the numeric offset: `2026-12-01T00:00:00+01:00`. Offsets with seconds, as local mean time had them,
  // can't be written so: they are rounded toward zero to minutes, and the time of day is shown by the rounded offset,
  // so that the text always means the same instant. In the text only; no date is worked out from it.
  std::string local_text(Instant instant) const;

 private:
  Zone(std::string name, ZoneTable table) : name_(std::move(name)), table_(std::move(table)) {}

  std::string name_;
  ZoneTable table_;
};

}  // namespace nexor
