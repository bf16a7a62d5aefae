#include "lib/model/date.h"

#include <fmt/compile.h>

#include <array>
#include <cstddef>

namespace nexor {

namespace {

constexpr int first_year = 1900;
constexpr int last_year = 9999;

// The number at `text[at, at + length)`, digits only.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t length) {
  if (at + length > text.size()) return {};
  int value = 0;
  for (const char c : text.substr(at, length)) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + (c - '0');
  }
  return value;
}

// `+02:00`, `-03:30` or `Z`.
std::optional<std::chrono::minutes> parse_offset(std::string_view text) {
  using namespace std::chrono;
  if (text == "Z" || text == "z") return minutes{0};
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return {};
  const auto hour = digits(text, 1, 2);
  const auto minute = digits(text, 4, 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return {};
  const minutes offset = hours{*hour} + minutes{*minute};
  return text[0] == '-' ? -offset : offset;
}

constexpr std::size_t widest = 40;  // more than an instant of any year takes

// Gives the end of what it wrote.
char* write(char* out, Date date) {
  const auto ymd = date.ymd();
  return fmt::format_to(out, FMT_COMPILE("{:04}-{:02}-{:02}"), static_cast<int>(ymd.year()),
                        static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

}  // namespace

std::optional<Date> Date::of(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!ymd.ok()) return {};
  return Date{std::chrono::sys_days{ymd}};
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day || *year < first_year || *year > last_year) return {};
  return Date::of(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

std::string text_of(Date date) {
  std::array<char, widest> text;
  return std::string(text.data(), write(text.data(), date));
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':') return {};
  const auto date = parse_date(text.substr(0, 10));
  const auto hour = digits(text, 11, 2);
  const auto minute = digits(text, 14, 2);
  const auto second = digits(text, 17, 2);
  if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return {};
  std::size_t at = 19;
  if (text[at] == '.') {
    const std::size_t end = text.find_first_not_of("0123456789", at + 1);
    if (end == std::string_view::npos || end == at + 1) return {};
    at = end;
  }
  const auto offset = parse_offset(text.substr(at));
  if (!offset) return {};
  return Instant{date->day()} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
         std::chrono::seconds{*second} - *offset;
}

std::string text_of(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time{instant - day};
  std::array<char, widest> text;
  char* end = write(text.data(), Date{day});
  end = fmt::format_to(end, FMT_COMPILE("T{:02}:{:02}:{:02}Z"), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
  return std::string(text.data(), end);
}

}  // namespace nexor
