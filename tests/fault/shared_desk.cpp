#include "tests/fault/shared_desk.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <map>
#include <stdexcept>
#include <thread>

#include "tests/fault/history_check.h"
#include "tests/fault/invariant.h"
#include "tests/store/raw_database.h"

namespace nexor::fault {

namespace {

using std::chrono::milliseconds;

void must(support::DeskWorld& desk, const std::string& line, const std::string& input = "") {
  const support::Answer answer = desk.run_line(line, input);
  if (answer.exit != 0) throw std::runtime_error(line + ": " + answer.err);
}

}  // namespace

SharedDesk::SharedDesk(int subscriptions) : store_(desk_.path("data/nexor/nexor.db")), log_folder_(desk_.path("log")) {
  std::filesystem::create_directory(log_folder_);
  const std::string given(password);
  must(desk_, fmt::format("nexor init --operator {} --password-stdin", admin), given);
  must(desk_, fmt::format("nexor login {} --password-stdin", admin), given);
  must(desk_, "nexor plan add month --name Month --period month --price 9.99 --currency EUR");
  must(desk_, "nexor account add C-1 --name 'Ada Größmann'");
  std::string rows = "key,account,plan,start_on\n";
  for (int i = 0; i < subscriptions; ++i) {
    subscriptions_.push_back(fmt::format("S-{:05}", i));
    rows += subscriptions_.back() + ",C-1,month,2026-01-31\n";
  }
  must(desk_, "nexor import subscriptions -", rows);
}

void SharedDesk::start(Crowd& crowd, const std::function<void(Worker&, int)>& work) {
  const int number = workers_++;
  crowd.start([&, number] {
    Worker worker(desk_, log_folder_, number);
    work(worker, number);
  });
}

void SharedDesk::check_failures(const Crowd& crowd) {
  if (crowd.failures() > 0) failures_.push_back(fmt::format("{} processes ended by themselves", crowd.failures()));
}

void SharedDesk::together(int processes, const std::function<void(Worker&, int)>& work) {
  Crowd crowd;
  for (int i = 0; i < processes; ++i) start(crowd, work);
  crowd.wait_for_all();
  check_failures(crowd);
}

void SharedDesk::as_it_comes(int commands) {
  constexpr std::size_t at_once = 8;
  constexpr int commands_each = 250;
  constexpr double deaths = 0.1;  // of one, in each turn
  const auto work = [this](Worker& worker, int) {
    for (int i = 0; i < commands_each; ++i) worker.act(subscriptions_);
  };
  Crowd reader;
  reader.start([this] { read_for_ever(); });
  while (log().size() < static_cast<std::size_t>(commands)) {
    Crowd crowd;
    for (std::size_t started = 0; started < at_once || crowd.size() > 0;) {
      for (; started < at_once; ++started) start(crowd, work);
      std::this_thread::sleep_for(milliseconds{std::uniform_int_distribution{1, 20}(chance_)});
      crowd.reap();
      if (crowd.size() == 0 || !std::bernoulli_distribution{deaths}(chance_)) continue;
      crowd.kill(std::uniform_int_distribution<std::size_t>{0, crowd.size() - 1}(chance_));
    }
    check_failures(crowd);
  }
}

// Who only reads may hold up a commit until its patience is at its end.
void SharedDesk::read_for_ever() const {
  constexpr milliseconds a_while{15};
  sqlite::RawDatabase database(store_);
  database.run("PRAGMA busy_timeout = 60000");
  for (;;) {
    database.run("BEGIN");
    database.run("SELECT id FROM store");
    std::this_thread::sleep_for(a_while);
    database.run("COMMIT");
    std::this_thread::sleep_for(a_while);
  }
}

std::vector<Entry> SharedDesk::log() const { return read_log(log_folder_); }

std::vector<std::string> SharedDesk::findings() {
  const std::vector<Entry> entries = log();
  std::vector<std::string> found = failures_;
  desk_.set_host("desk");
  std::ranges::copy(contradictions(entries, told_by(desk_)), std::back_inserter(found));
  Promises promises;
  for (const Entry& entry : entries) {
    if (entry.command != "import") std::ranges::copy(entry.effects, std::back_inserter(promises.confirmations));
  }
  std::ranges::copy(broken(desk_, store_, promises), std::back_inserter(found));
  return found;
}

std::vector<std::string> failed(const std::vector<Entry>& log) {
  std::vector<std::string> found;
  for (const Entry& entry : log) {
    if (!entry.ended || entry.exit != 0) found.push_back(fmt::format("{}: exit {}", entry.mark, entry.exit));
  }
  return found;
}

std::vector<std::string> not_won_once(const std::vector<Entry>& log) {
  std::map<std::string, std::size_t> wins;
  for (const Entry& entry : log) wins[entry.targets.front()] += entry.effects.size();
  std::vector<std::string> found;
  for (const auto& [target, count] : wins) {
    if (count != 1) found.push_back(fmt::format("{} was won {} times", target, count));
  }
  return found;
}

}  // namespace nexor::fault
