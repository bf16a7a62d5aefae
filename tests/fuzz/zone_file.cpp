// TZif files: each is a zone, whose times and days fit together, or none.

#include <array>
#include <chrono>

#include "lib/model/zone.h"
#include "tests/fuzz/property.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nexor;
  using std::chrono::days;
  const auto zone = Zone::parse("Here/There", fuzz::text_of(data, size));
  if (!zone) return 0;
  const std::array dates{*Date::of(1902, 1, 1),  *Date::of(1969, 12, 31), *Date::of(1996, 2, 29),
                         *Date::of(2026, 3, 29), *Date::of(2026, 10, 25), *Date::of(2037, 12, 31),
                         *Date::of(2400, 2, 29)};
  for (const Date date : dates) {
    const Instant midnight = zone->midnight(date);
    fuzz::must(zone->date_at(midnight) >= date, "where a date begins, the calendars show it or a later one");
    fuzz::must(zone->midnight(date + days{1}) >= midnight, "no date begins before the one before it");
    const bool has_text = zone->offset_at(midnight) > -days{1} && zone->offset_at(midnight) < days{1};  // RFC 3339
    fuzz::must(!has_text || parse_instant(zone->local_text(midnight)) == midnight,
               "a local time means the instant that it is of");
  }
  return 0;
}
