#include "lib/zoneinfo.h"

#include <stdlib.h>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "lib/error.h"
#include "tests/support/tzif.h"

namespace nexor {

namespace {

// A database of a few zones, gone with the object.
class Database {
 public:
  Database() {
    std::string pattern = std::filesystem::temp_directory_path() / "zoneinfo-XXXXXX";
    root_ = mkdtemp(pattern.data());
  }
  ~Database() { std::filesystem::remove_all(root_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Database& with(const std::string& name, std::string_view bytes) {
    std::filesystem::create_directories((root_ / name).parent_path());
    std::ofstream{root_ / name, std::ios::binary} << bytes;
    return *this;
  }

  std::string path() const { return root_; }

 private:
  std::filesystem::path root_;
};

const std::string cet = support::tzif(3600, {}, "CET-1CEST,M3.5.0,M10.5.0/3");

constexpr std::string_view list =
    "# version 2026a\n"
    "R f 1 o - Ap 1 0 1 S\n"
    "Z Europe/Berlin 0:53:28 - LMT 1893 Ap\n"
    "1 c CE%sT\n"
    "Z Europe/Dublin -0:25:21 - LMT 1880\n"
    "Z Factory 0 - -00\n"
    "L Europe/Berlin Arctic/Longyearbyen\n";

std::string hint_of(Zoneinfo& zones, std::string_view name) {
  try {
    zones.find(name);
  } catch (const Error& error) {
    CHECK(error.fault == Fault::input_invalid);
    CHECK(error.message == "no time zone '" + std::string{name} + "'");
    return error.hint;
  }
  return "it was found";
}

}  // namespace

TEST_CASE("a zone is read once and kept") {
  Database database;
  database.with("Europe/Berlin", cet);
  Zoneinfo zones{database.path()};
  const Zone& zone = zones.find("Europe/Berlin");
  database.with("Europe/Berlin", "");
  CHECK(zone.name() == "Europe/Berlin");
  CHECK(&zones.find("Europe/Berlin") == &zone);
}

TEST_CASE("UTC works without any database") {
  Zoneinfo zones{"/nowhere"};
  CHECK(zones.find("UTC").name() == "UTC");
  CHECK(zones.names() == std::vector<std::string>{"UTC"});
  CHECK(hint_of(zones, "Europe/Berlin") == "only UTC is there without a time zone database in /nowhere");
}

TEST_CASE("the names are those of the database's list") {
  Database database;
  const std::string_view table =
      "#code\nDE\t+5230+01322\tEurope/Berlin\tmost of Germany\nCH\t+4723+00832\tEurope/Zurich\n";
  using Names = std::vector<std::string>;
  database.with("zone.tab", table);
  CHECK(Zoneinfo{database.path()}.names() == Names{"Europe/Berlin", "Europe/Zurich", "UTC"});
  database.with("tzdata.zi", list);
  CHECK(Zoneinfo{database.path()}.names() == Names{"Arctic/Longyearbyen", "Europe/Berlin", "Europe/Dublin", "UTC"});
}

TEST_CASE("a wrong name gets the nearest ones") {
  Database database;
  database.with("tzdata.zi", list);
  Zoneinfo zones{database.path()};
  CHECK(hint_of(zones, "europe/berlin") == "did you mean 'Europe/Berlin' or 'Europe/Dublin'?");
  CHECK(hint_of(zones, "Europe/Dublim") == "did you mean 'Europe/Dublin' or 'Europe/Berlin'?");
  CHECK(hint_of(zones, "Longyearbyen") == "did you mean 'Arctic/Longyearbyen'?");
  CHECK(hint_of(zones, "Mars/Olympus") == "a time zone has a name like Europe/Berlin");
}

TEST_CASE("no name leads out of the database, or to what is no zone in it") {
  Database outside;
  Database database;
  outside.with("Zone", cet);
  const std::string way_out = "../" + std::filesystem::path{outside.path()}.filename().string() + "/Zone";
  for (const char* name : {"localtime", "posixrules", "Factory", "right/UTC", "posix/UTC", "Europe/.Berlin"}) {
    database.with(name, cet);
  }
  database.with("tzdata.zi", list).with("leapseconds", "#").with("Big", std::string(2 * 1024 * 1024, 'x'));
  Zoneinfo zones{database.path()};
  const std::string with_nul{"UTC\0", 4};
  for (const std::string& name :
       {std::string{}, way_out, outside.path() + "/Zone", std::string{"/Zone"}, std::string{"right"}, with_nul,
        std::string{"localtime"}, std::string{"posixrules"}, std::string{"Factory"}, std::string{"right/UTC"},
        std::string{"posix/UTC"}, std::string{"leapseconds"}, std::string{"tzdata.zi"}, std::string{"Big"},
        std::string{"Europe/.Berlin"}, std::string{"Europe//Berlin"}, std::string{"Europe/"}, std::string(100, 'a')}) {
    CAPTURE(name);
    CHECK(hint_of(zones, name) != "it was found");
  }
}

}  // namespace nexor
