#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace nexor {

// A point in time: UTC, whole seconds.
using Instant = std::chrono::sys_seconds;

// A day of the calendar (proleptic Gregorian), without a time zone. Not convertible to an Instant: that takes a Zone.
class Date {
 public:
  explicit constexpr Date(std::chrono::sys_days day) : day_(day) {}

  // Null where the calendar has no such day.
  static std::optional<Date> of(int year, unsigned month, unsigned day);

  constexpr std::chrono::sys_days day() const { return day_; }
  constexpr std::chrono::year_month_day ymd() const { return {day_}; }

  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr Date operator+(Date date, std::chrono::days days) { return Date{date.day_ + days}; }
  friend constexpr Date operator-(Date date, std::chrono::days days) { return Date{date.day_ - days}; }
  friend constexpr std::chrono::days operator-(Date a, Date b) { return a.day_ - b.day_; }

 private:
  std::chrono::sys_days day_;
};

// `2026-12-01`, and nothing else: four digits, two, two. Years 1900 to 9999. Null for anything else.
std::optional<Date> parse_date(std::string_view text);
std::string text_of(Date date);

// RFC 3339 with `Z` or an offset and whole seconds; fractions are cut off. Null for anything else.
std::optional<Instant> parse_instant(std::string_view text);
// RFC 3339, always UTC: `2026-12-01T00:00:00Z`.
std::string text_of(Instant instant);

}  // namespace nexor
