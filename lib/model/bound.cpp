#include "lib/model/bound.h"

#include "lib/model/duration.h"

namespace nexor {

std::optional<Instant> parse_bound(std::string_view text, const Zone& zone, Instant now, Toward toward) {
  if (text == "today") return zone.midnight(zone.date_at(now));
  if (const auto date = parse_date(text)) return zone.midnight(*date);
  if (const auto instant = parse_instant(text)) return instant;
  constexpr std::chrono::seconds longest = std::chrono::days{36600};
  const auto duration = parse_duration(text);
  if (!duration || *duration > longest) return {};
  const auto seconds = std::chrono::floor<std::chrono::seconds>(*duration);
  return toward == Toward::past ? now - seconds : now + seconds;
}

std::optional<Date> parse_day_bound(std::string_view text, const Zone& zone, Instant now, Toward toward) {
  if (const auto date = parse_date(text)) return date;
  const auto instant = parse_bound(text, zone, now, toward);
  if (!instant) return {};
  return zone.date_at(*instant);
}

}  // namespace nexor
