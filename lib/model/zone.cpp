#include "lib/model/zone.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace nexor {

using namespace std::chrono;

namespace {

constexpr seconds most_offset = hours{26};

}  // namespace

Zone Zone::utc() { return {"UTC", {}}; }

std::optional<Zone> Zone::parse(std::string name, std::string_view tzif) {
  auto table = ZoneTable::parse(tzif);
  if (!table) return {};
  return Zone{std::move(name), std::move(*table)};
}

seconds Zone::offset_at(Instant instant) const { return table_.span_at(instant).offset; }

Date Zone::date_at(Instant instant) const { return Date{floor<days>(instant + offset_at(instant))}; }

Instant Zone::midnight(Date date) const {
  const Instant wanted{date.day()};      // as the local clock shows it
  Instant begin = wanted - most_offset;  // no clock is so far ahead that it shows it by then
  while (true) {
    const OffsetSpan span = table_.span_at(begin);
    const Instant reached = std::max(begin, wanted - span.offset);
    if (!span.until || reached < *span.until) return reached;
    begin = *span.until;
  }
}

std::string Zone::local_text(Instant instant) const {
  const minutes offset = duration_cast<minutes>(offset_at(instant));
  std::string text = text_of(instant + offset);
  text.pop_back();
  const hh_mm_ss size{abs(offset)};
  return fmt::format("{}{}{:02}:{:02}", text, offset < minutes{0} ? '-' : '+', size.hours().count(),
                     size.minutes().count());
}

}  // namespace nexor
