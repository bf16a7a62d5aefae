// Says how nexor reads the system's time zones, for a comparison with another reader. Each line of stdin is a zone's
// name and dates; the answer is a line with, for each date, the instant at which it begins there, the zone's offset
// then, and the local date one second before, as numbers: `1764543600 3600 20421`.

#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>

#include "lib/error.h"
#include "lib/zoneinfo.h"

namespace {

void answer(const nexor::Zone& zone, nexor::Date date) {
  const nexor::Instant midnight = zone.midnight(date);
  const nexor::Date before = zone.date_at(midnight - std::chrono::seconds{1});
  std::cout << midnight.time_since_epoch().count() << ' ' << zone.offset_at(midnight).count() << ' '
            << before.day().time_since_epoch().count() << ' ';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return EXIT_FAILURE;
  std::ios::sync_with_stdio(false);
  nexor::Zoneinfo zones{argv[1]};
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words{line};
    std::string name;
    words >> name;
    try {
      const nexor::Zone& zone = zones.find(name);
      for (std::string date; words >> date;) answer(zone, nexor::parse_date(date).value());
      std::cout << '\n';
    } catch (const nexor::Error& error) {
      std::cerr << error.message << '\n';
      return EXIT_FAILURE;
    }
  }
  return EXIT_SUCCESS;
}
