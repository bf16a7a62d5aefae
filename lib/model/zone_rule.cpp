#include "lib/model/zone_rule.h"

#include <array>
#include <cstddef>

namespace nexor {

using namespace std::chrono;

namespace {

constexpr seconds usual_time = hours{2};
constexpr seconds usual_saving = hours{1};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

// Reads from the left; each step takes what it has read off the text, and is null where it can't.
class ZoneRule::Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  std::optional<ZoneRule> rule() {
    ZoneRule rule;
    if (!name()) return {};
    const auto west = time(24);
    if (!west) return {};
    rule.standard_ = -*west;
    if (rest_.empty()) return rule;
    rule.summer_ = summer(rule.standard_);
    if (!rule.summer_ || !rest_.empty()) return {};
    return rule;
  }

 private:
  std::optional<Summer> summer(seconds standard) {
    if (!name()) return {};
    seconds offset = standard + usual_saving;
    if (!rest_.starts_with(',')) {
      const auto west = time(24);
      if (!west) return {};
      offset = -*west;
    }
    const auto begin = yearly_time();
    const auto end = yearly_time();
    if (!begin || !end) return {};
    return Summer{offset, *begin, *end};
  }

  // `EST` or `<-03>`: at least three characters. What a zone calls its time is nobody's business here.
  bool name() {
    const bool is_quoted = take('<');
    std::size_t length = 0;
    while (length < rest_.size() && is_in_name(rest_[length], is_quoted)) ++length;
    rest_.remove_prefix(length);
    return length >= 3 && (!is_quoted || take('>'));
  }

  static bool is_in_name(char c, bool is_quoted) {
    return is_letter(c) || (is_quoted && (is_digit(c) || c == '+' || c == '-'));
  }

  // `,M3.5.0/2`, `,J60`, `,59/-1`.
  std::optional<YearlyTime> yearly_time() {
    if (!take(',')) return {};
    auto day = take('M') ? weekday_of_month() : counted_day();
    if (!day) return {};
    const auto at = take('/') ? time(167) : usual_time;
    if (!at) return {};
    return YearlyTime{*day, *at};
  }

  std::optional<decltype(YearlyTime::day)> weekday_of_month() {
    const auto month = number(1, 12);
    if (!month || !take('.')) return {};
    const auto week = number(1, 5);
    if (!week || !take('.')) return {};
    const auto weekday = number(0, 6);
    if (!weekday) return {};
    const std::chrono::month in{static_cast<unsigned>(*month)};
    const std::chrono::weekday on{static_cast<unsigned>(*weekday)};
    if (*week == 5) return in / on[last];
    return in / on[static_cast<unsigned>(*week)];
  }

  std::optional<decltype(YearlyTime::day)> counted_day() {
    const bool is_leapless = take('J');
    const auto day = is_leapless ? number(1, 365) : number(0, 365);
    if (!day) return {};
    if (is_leapless) return LeaplessDay{*day};
    return DayOfYear{*day};
  }

  // `-3`, `05:30`, `+1:02:03`.
  std::optional<seconds> time(int most_hours) {
    const bool is_negative = take('-');
    if (!is_negative) take('+');
    const auto hour = number(0, most_hours);
    const auto minute = take(':') ? number(0, 59) : 0;
    const auto second = minute && take(':') ? number(0, 59) : 0;
    if (!hour || !minute || !second) return {};
    const seconds time = hours{*hour} + minutes{*minute} + seconds{*second};
    return is_negative ? -time : time;
  }

  // One to three digits.
  std::optional<int> number(int least, int most) {
    int value = 0;
    std::size_t length = 0;
    for (; length < rest_.size() && is_digit(rest_[length]); ++length) {
      if (length == 3) return {};
      value = value * 10 + (rest_[length] - '0');
    }
    rest_.remove_prefix(length);
    if (length == 0 || value < least || value > most) return {};
    return value;
  }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view rest_;
};

std::optional<ZoneRule> ZoneRule::parse(std::string_view text) { return Parser{text}.rule(); }

Instant ZoneRule::YearlyTime::in(std::chrono::year year, seconds offset) const {
  struct DayIn {
    std::chrono::year year;
    sys_days operator()(const month_weekday& day) const { return sys_days{year / day}; }
    sys_days operator()(const month_weekday_last& day) const { return sys_days{year / day}; }
    sys_days operator()(LeaplessDay day) const {
      const bool is_past_leap_day = year.is_leap() && day.number > 59;
      return sys_days{year / January / 1} + days{day.number - (is_past_leap_day ? 0 : 1)};
    }
    sys_days operator()(DayOfYear day) const { return sys_days{year / January / 1} + days{day.number}; }
  };
  return std::visit(DayIn{year}, day) + time - offset;
}

OffsetSpan ZoneRule::span_at(Instant instant) const {
  if (!summer_) return {standard_, {}};
  // A time of -167 or +167 hours puts both changes of a year into another one, so two years to each side are looked at.
  // Of two changes at one instant the later year's holds, then the begin of summer: that is how a rule says "all year".
  const year this_year = year_month_day{floor<days>(instant)}.year();
  OffsetSpan span{};
  std::optional<Instant> latest;
  for (year in = this_year - years{2}; in <= this_year + years{2}; ++in) {
    for (const bool is_begin : {false, true}) {
      const Instant change = is_begin ? summer_->begin.in(in, standard_) : summer_->end.in(in, summer_->offset);
      if (change > instant && (!span.until || change < *span.until)) span.until = change;
      if (change > instant || (latest && change < *latest)) continue;
      latest = change;
      span.offset = is_begin ? summer_->offset : standard_;
    }
  }
  return span;
}

}  // namespace nexor
