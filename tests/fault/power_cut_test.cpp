// A power cut at every sync of every command that changes the store: what a disk may have then is put together and
// opened, and everything that was promised has to hold.
//
// NEXOR_FULL=1 cuts 5,000 times and more; NEXOR_SEED=N takes another chance than today's. Both stand in what is
// printed.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "cli/commands.h"
#include "tests/fault/power_cuts.h"
#include "tests/store/raw_database.h"
#include "tests/support/temporary_folder.h"

namespace nexor::fault {

namespace {

bool is_full() { return std::getenv("NEXOR_FULL") != nullptr; }

std::uint64_t seed() {
  const char* given = std::getenv("NEXOR_SEED");
  return given == nullptr ? 1 : std::strtoull(given, nullptr, 10);
}

void tell(const std::string& what, const PowerCuts& cuts) {
  MESSAGE(fmt::format("{}: {} power cuts, seed {}", what, cuts.count(), cuts.seed()));
  constexpr std::size_t most = 20;
  for (std::size_t i = 0; i < std::min(cuts.findings().size(), most); ++i) MESSAGE(cuts.findings()[i]);
}

// A store as the first schema had it, with a password that is cheap to verify.
std::string old_store(const support::DeskWorld& desk) {
  support::DeskWorld other;
  other.run_line(fmt::format("nexor init --operator {} --password-stdin", admin), std::string(password));
  const auto hash = sqlite::RawDatabase(other.path("data/nexor/nexor.db")).ask("SELECT password_hash FROM operators");
  sqlite::RawDatabase old(desk.path("old.db"));
  old.run(support::bytes_of(std::string(NEXOR_SCHEMAS) + "/1.sql"));
  old.run(fmt::format("UPDATE operators SET password_hash = '{}'", hash.substr(0, hash.find('\n'))));
  return desk.path("old.db");
}

// What is found in the story's first cancellation, from which on the disk says that it has synced, and hasn't.
std::vector<std::string> findings_with(Lies lies) {
  const std::vector<Step> story = story_of_a_desk();
  const auto first = std::ranges::find_if(story, [](const Step& step) { return command_in(step.line) == "cancel"; });
  PowerCuts cuts(seed(), 50);
  cuts.prepare({story.begin(), first});
  cuts.lie(lies);
  cuts.cut({*first});
  return cuts.findings();
}

bool tells_of(const std::vector<std::string>& findings, std::string_view words) {
  return std::ranges::any_of(findings, [&](const std::string& f) { return f.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("every command that changes a store is cut at") {
  std::set<std::string_view> known(reading_commands().begin(), reading_commands().end());
  for (const Step& step : story_of_a_desk()) known.insert(command_in(step.line));
  for (const CommandEntry& entry : command_index()) {
    CAPTURE(entry.name);
    CHECK((known.contains(entry.name) || entry.make().hidden));
  }
}

TEST_CASE("a power cut at any sync of any command loses nothing that was acknowledged and leaves nothing half done") {
  const int wanted = is_full() ? 5000 : 1;
  int count = 0;
  for (std::uint64_t next = seed(); count < wanted; ++next) {
    PowerCuts cuts(next, is_full() ? 12 : 5);
    cuts.cut(story_of_a_desk());
    tell("a desk", cuts);
    CHECK(cuts.findings().empty());
    count += cuts.count();
  }
}

TEST_CASE("a power cut in a batch of several changes leaves each row whole") {
  PowerCuts cuts(seed(), is_full() ? 20 : 2);
  cuts.prepare(story_before_a_batch());
  cuts.cut(story_of_a_batch());
  tell("a batch", cuts);
  CHECK(cuts.findings().empty());
}

TEST_CASE("a power cut in a migration leaves the old store or the new one") {
  const support::DeskWorld desk;
  PowerCuts cuts(seed(), is_full() ? 40 : 10);
  cuts.take(old_store(desk));
  cuts.cut({{"nexor doctor --migrate"}});
  tell("a migration", cuts);
  CHECK(cuts.findings().empty());
}

TEST_CASE("a disk that tells the truth gives no finding") { CHECK(findings_with({}).empty()); }

TEST_CASE("a disk that syncs no file is found out: the store is damaged") {
  CHECK(tells_of(findings_with({.skips_files = true}), "damaged"));
}

TEST_CASE("a disk that syncs no journal is found out: a change is there in part") {
  CHECK(tells_of(findings_with({.skips_journals = true}), "holds what it never held"));
}

TEST_CASE("a disk that doesn't sync the folder is found out: a confirmation is lost") {
  CHECK(tells_of(findings_with({.skips_folders = true}), "NX-"));
}

}  // namespace nexor::fault
