// Many processes on one store, each of which logs what it is about to do and what it is answered. Afterwards the store
// is held against the log, and against the invariant of all fault tests.
//
// NEXOR_FULL=1 sends 100,000 commands and more through the checker, and takes the numbers that are promised.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "tests/fault/shared_desk.h"

namespace nexor::fault {

namespace {

bool is_full() { return std::getenv("NEXOR_FULL") != nullptr; }

constexpr int crowd = 64;
constexpr const char* day = "2027-01-06";
constexpr const char* patience = "60s";

void check_none(const std::vector<std::string>& findings) {
  constexpr std::size_t most = 20;
  for (std::size_t i = 0; i < std::min(findings.size(), most); ++i) MESSAGE(findings[i]);
  CHECK(findings.empty());
}

void tell(const std::vector<Entry>& log, std::chrono::steady_clock::time_point began) {
  constexpr int store_busy = 8;
  std::size_t killed = 0;
  std::size_t busy = 0;
  for (const Entry& entry : log) {
    if (!entry.ended) ++killed;
    if (entry.exit == store_busy) ++busy;
  }
  const auto took = std::chrono::steady_clock::now() - began;
  MESSAGE(fmt::format("{} commands in {} s; {} were killed, {} gave up on a lock", log.size(),
                      std::chrono::duration_cast<std::chrono::seconds>(took).count(), killed, busy));
}

}  // namespace

TEST_CASE("commands of many processes, some of them killed, leave what their answers say") {
  const auto began = std::chrono::steady_clock::now();
  SharedDesk desk(is_full() ? 1000 : 50);
  desk.as_it_comes(is_full() ? 100'000 : 2000);
  tell(desk.log(), began);
  check_none(desk.findings());
}

TEST_CASE("of 64 processes that cancel different subscriptions none fails") {
  const auto began = std::chrono::steady_clock::now();
  constexpr std::size_t each = 50;
  SharedDesk desk(crowd * each);
  desk.together(crowd, [&](Worker& worker, int number) {
    const std::size_t first = static_cast<std::size_t>(number) * each;
    for (std::size_t i = 0; i < each; ++i) worker.cancel(desk.subscriptions()[first + i], day, patience);
  });
  tell(desk.log(), began);
  CHECK(desk.log().size() == crowd * each);
  check_none(failed(desk.log()));
  check_none(not_won_once(desk.log()));
  check_none(desk.findings());
}

TEST_CASE("of 64 processes that cancel the same subscription exactly one does") {
  const auto began = std::chrono::steady_clock::now();
  SharedDesk desk(is_full() ? 200 : 20);
  desk.together(crowd, [&](Worker& worker, int) {
    for (const std::string& subscription : desk.subscriptions()) worker.cancel(subscription, day, patience);
  });
  tell(desk.log(), began);
  check_none(failed(desk.log()));
  check_none(not_won_once(desk.log()));
  check_none(desk.findings());
}

}  // namespace nexor::fault
