#include "lib/model/period.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

namespace nexor {

namespace {

constexpr int highest_count = 999;

constexpr std::array<std::pair<Unit, std::string_view>, 4> units{
    {{Unit::day, "day"}, {Unit::week, "week"}, {Unit::month, "month"}, {Unit::year, "year"}}};

std::optional<Unit> singular(std::string_view word) {
  for (const auto& [unit, name] : units) {
    if (name == word) return unit;
  }
  return {};
}

std::optional<Unit> singular_or_plural(std::string_view word) {
  if (word.ends_with('s')) word.remove_suffix(1);
  return singular(word);
}

std::optional<int> parse_count(std::string_view digits) {
  if (digits.empty() || digits.front() < '1' || digits.front() > '9') return {};
  int count = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (error != std::errc{} || end != digits.data() + digits.size() || count > highest_count) return {};
  return count;
}

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
  if (const auto unit = singular(text)) return Period{*unit, 1};
  const std::size_t space = text.find(' ');
  const std::size_t word = text.find_first_not_of(' ', space);
  if (space == std::string_view::npos || word == std::string_view::npos) return {};
  const auto count = parse_count(text.substr(0, space));
  const auto unit = singular_or_plural(text.substr(word));
  if (!count || !unit) return {};
  return Period{*unit, *count};
}

std::string text_of(Period period) {
  for (const auto& [unit, name] : units) {
    if (unit == period.unit) return fmt::format("{} {}{}", period.count, name, period.count == 1 ? "" : "s");
  }
  return {};
}

std::string every(Period period) {
  const std::string text = text_of(period);
  return "every " + (period.count == 1 ? text.substr(text.find(' ') + 1) : text);
}

}  // namespace nexor
