#include "lib/zoneinfo.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "lib/error.h"
#include "lib/model/nearest.h"

namespace nexor {

namespace {

constexpr std::string_view utc = "UTC";
constexpr std::size_t longest_name = 64;
constexpr std::uintmax_t largest_file = 1024 * 1024;  // the largest zones have some 5 kB

bool is_in_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+';
}

// What lies in the database beside the zones: another time scale, copies, and what depends on the machine.
bool is_beside_the_zones(std::string_view name) {
  constexpr std::array<std::string_view, 3> files{"localtime", "posixrules", "Factory"};
  return std::find(files.begin(), files.end(), name) != files.end() || name.starts_with("right/") ||
         name.starts_with("posix/");
}

// Words of letters, digits, `_`, `-` and `+` between single slashes. There is no dot in it, so no name leads out of the
// database.
bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > longest_name || name.front() == '/' || name.back() == '/') return false;
  if (name.find("//") != std::string_view::npos || is_beside_the_zones(name)) return false;
  return std::all_of(name.begin(), name.end(), [](char c) { return c == '/' || is_in_name(c); });
}

// Null where it is not a readable file of a sensible size.
std::optional<std::string> contents(const std::string& path) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed) || failed) return {};
  const auto size = std::filesystem::file_size(path, failed);
  if (failed || size > largest_file) return {};
  std::ifstream file{path, std::ios::binary};
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) return {};
  return bytes;
}

std::vector<std::string_view> fields(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t end = line.find(separator);
    fields.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

// `Z Europe/Berlin 0:53:28 …` is a zone, `L Europe/Berlin Arctic/Longyearbyen` another name of one.
std::string_view name_in_zi(std::string_view line) {
  const auto words = fields(line, ' ');
  if (words.size() > 1 && words[0] == "Z") return words[1];
  if (words.size() > 2 && words[0] == "L") return words[2];
  return {};
}

// `DE<tab>+5230+01322<tab>Europe/Berlin<tab>…`.
std::string_view name_in_tab(std::string_view line) {
  const auto columns = fields(line, '\t');
  return columns.size() > 2 && !line.starts_with('#') ? columns[2] : std::string_view{};
}

// From the first of the database's lists that is there. Only the first knows the old names too.
std::vector<std::string> listed_names(const std::string& directory) {
  using NameInLine = std::string_view (*)(std::string_view);
  constexpr std::array<std::pair<std::string_view, NameInLine>, 3> lists{
      {{"tzdata.zi", name_in_zi}, {"zone1970.tab", name_in_tab}, {"zone.tab", name_in_tab}}};
  std::vector<std::string> names;
  for (const auto& [list, name_in] : lists) {
    const auto text = contents(fmt::format("{}/{}", directory, list));
    if (!text) continue;
    for (const std::string_view line : fields(*text, '\n')) {
      const std::string_view name = name_in(line);
      if (is_zone_name(name)) names.emplace_back(name);
    }
    break;
  }
  return names;
}

std::string_view city_of(std::string_view name) { return name.substr(name.rfind('/') + 1); }

// Somebody who writes `Berlin` means the zone that ends so.
std::vector<std::string> nearest_by_city(std::string_view word, const std::vector<std::string>& names) {
  std::vector<std::string> cities;
  for (const std::string& name : names) cities.emplace_back(city_of(name));
  std::vector<std::string> near;
  for (const std::string& city : nearest(word, cities, 1)) {
    std::copy_if(names.begin(), names.end(), std::back_inserter(near),
                 [&city](const std::string& name) { return city_of(name) == city; });
  }
  return near;
}

}  // namespace

Zoneinfo::Zoneinfo(std::string directory) : directory_(std::move(directory)) { zones_.emplace(utc, Zone::utc()); }

const Zone& Zoneinfo::find(std::string_view name) {
  if (const auto known = zones_.find(name); known != zones_.end()) return known->second;
  const auto tzif = is_zone_name(name) ? contents(fmt::format("{}/{}", directory_, name)) : std::nullopt;
  auto zone = tzif ? Zone::parse(std::string{name}, *tzif) : std::nullopt;
  if (!zone) throw Error{Fault::input_invalid, fmt::format("no time zone '{}'", name)}.with_hint(hint_for(name));
  return zones_.emplace(name, std::move(*zone)).first->second;
}

const std::vector<std::string>& Zoneinfo::names() {
  if (names_) return *names_;
  auto names = listed_names(directory_);
  names.emplace_back(utc);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names_.emplace(std::move(names));
}

std::string Zoneinfo::hint_for(std::string_view name) {
  if (names().size() == 1) return fmt::format("only UTC is there without a time zone database in {}", directory_);
  auto near = nearest(name, names());
  if (near.empty()) near = nearest_by_city(name, names());
  if (near.empty()) return "a time zone has a name like Europe/Berlin";
  return did_you_mean(near);
}

}  // namespace nexor
