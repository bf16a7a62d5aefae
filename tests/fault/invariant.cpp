#include "tests/fault/invariant.h"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <sstream>
#include <stdexcept>

#include "tests/store/raw_database.h"

namespace nexor::fault {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

class Examination {
 public:
  explicit Examination(support::DeskWorld& desk) : desk_(desk) {}

  // The answer to a command that has to work.
  std::string ask(const std::string& line, std::string_view input = "") {
    const support::Answer answer = desk_.run_line(line, std::string(input));
    if (answer.exit != 0) find(fmt::format("'{}' gives exit {}: {}", line, answer.exit, answer.err));
    return answer.out;
  }

  void find(std::string finding) { findings_.push_back(std::move(finding)); }
  std::vector<std::string> findings() { return std::move(findings_); }

 private:
  support::DeskWorld& desk_;
  std::vector<std::string> findings_;
};

bool is_sound(const std::string& store) {
  try {
    return sqlite::RawDatabase(store).is_sound();
  } catch (const std::runtime_error&) {
    return false;
  }
}

void check_confirmations(Examination& examination, const std::vector<std::string>& printed) {
  const auto listed = lines_of(examination.ask("nexor list cancellations --all --columns confirmation --no-header"));
  const std::set<std::string> kept(listed.begin(), listed.end());
  for (const std::string& confirmation : printed) {
    if (!kept.contains(confirmation)) examination.find(confirmation + " is lost");
  }
}

}  // namespace

std::string head_of(const std::string& store) {
  std::error_code error;
  if (!std::filesystem::exists(store, error)) return {};
  const std::string newest = "SELECT number || ':' || lower(hex(hash)) FROM events ORDER BY number DESC LIMIT 1";
  return lines_of(sqlite::RawDatabase(store).ask(newest)).at(0);
}

std::vector<std::string> broken(support::DeskWorld& desk, const std::string& store, const Promises& promises) {
  Examination examination(desk);
  desk.set_variable("NEXOR_STORE", "sqlite:" + store);
  examination.ask(fmt::format("nexor login {} --password-stdin -q", admin), password);
  if (!is_sound(store)) examination.find("SQLite finds its file damaged");
  check_confirmations(examination, promises.confirmations);
  examination.ask("nexor account add after-the-fault --name 'Somebody Else' -q");
  examination.ask("nexor audit verify -q" + (promises.head.empty() ? "" : " --against " + promises.head));
  return examination.findings();
}

}  // namespace nexor::fault
