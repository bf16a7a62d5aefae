#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/zone.h"

namespace nexor {

// The system's time zone database. Files are read when they are first asked for, and kept.
class Zoneinfo {
 public:
  explicit Zoneinfo(std::string directory = "/usr/share/zoneinfo");

  // By the exact name, `Europe/Berlin`; `UTC` needs no database. The zone lives as long as this object does. Throws
  // input_invalid, with the nearest names as the hint, where there is no such zone, or its file is not a zone.
  const Zone& find(std::string_view name);

  // All names, ascending: what the database lists, and `UTC`.
  const std::vector<std::string>& names();

 private:
  std::string hint_for(std::string_view name);

  std::string directory_;
  std::map<std::string, Zone, std::less<>> zones_;
  std::optional<std::vector<std::string>> names_;
};

}  // namespace nexor
