#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <variant>

#include "lib/model/date.h"

namespace nexor {

// A stretch of time in which a zone keeps one offset from UTC. Null: for ever.
struct OffsetSpan {
  std::chrono::seconds offset;
  std::optional<Instant> until;
};

// What a zone does every year: the POSIX TZ string in a TZif file's footer (POSIX.1-2017, 8.3, with the times of
// RFC 9636, 3.3.1: from -167 to 167 hours). Standard time may be the later one of the two, as in Ireland.
class ZoneRule {
 public:
  // `CET-1CEST,M3.5.0,M10.5.0/3`, `<+03>-3`. Null for anything else, and for summer time that doesn't say when.
  static std::optional<ZoneRule> parse(std::string_view text);

  // The stretch that `instant` lies in. A change happens at the first instant of the stretch after it.
  OffsetSpan span_at(Instant instant) const;

 private:
  struct LeaplessDay {
    int number;  // 1 to 365; February 29 is never counted
  };
  struct DayOfYear {
    int number;  // 0 to 365; February 29 is counted
  };
  struct YearlyTime {
    std::variant<std::chrono::month_weekday, std::chrono::month_weekday_last, LeaplessDay, DayOfYear> day;
    std::chrono::seconds time;  // since that day's midnight on the clock that is in force until then

    // Where the clock stands `offset` from UTC.
    Instant in(std::chrono::year year, std::chrono::seconds offset) const;
  };
  struct Summer {
    std::chrono::seconds offset;
    YearlyTime begin;
    YearlyTime end;
  };
  class Parser;

  std::chrono::seconds standard_{};
  std::optional<Summer> summer_;
};

}  // namespace nexor
