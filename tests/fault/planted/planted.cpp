// Has the bug that is planted in this program found: planted BUG. Exits with 0 where it is, and says by what.

#include <algorithm>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fault/shared_desk.h"

namespace nexor::fault {

namespace {

// The same scenes as in history_test.cpp, smaller.

std::vector<std::string> different_subscriptions() {
  constexpr int processes = 64;
  SharedDesk desk(processes);
  desk.together(processes, [&](Worker& worker, int number) {
    worker.cancel(desk.subscriptions()[static_cast<std::size_t>(number)], "2027-01-06", "60s");
  });
  return failed(desk.log());
}

std::vector<std::string> as_it_comes() {
  SharedDesk desk(50);
  desk.as_it_comes(1000);
  return desk.findings();
}

struct Plant {
  std::string_view bug;
  std::function<std::vector<std::string>()> scene;
  std::string_view found_by;  // words of the finding that is about it
};

const std::vector<Plant> plants{
    {"deferred", different_subscriptions, "exit 8"},
    {"audit", as_it_comes, "no event tells of it"},
    {"commit", as_it_comes, "was answered"},
};

int find(const Plant& plant) {
  const std::vector<std::string> findings = plant.scene();
  const auto found = std::ranges::find_if(
      findings, [&](const std::string& finding) { return finding.find(plant.found_by) != std::string::npos; });
  if (found == findings.end()) {
    std::cout << "not found among " << findings.size() << " findings\n";
    return 1;
  }
  std::cout << findings.size() << " findings, of which one is\n" << *found << '\n';
  return 0;
}

}  // namespace

}  // namespace nexor::fault

int main(int argc, char** argv) {
  using nexor::fault::plants;
  const std::string_view bug = argc > 1 ? argv[1] : "";
  const auto plant = std::ranges::find(plants, bug, &nexor::fault::Plant::bug);
  if (plant != plants.end()) return nexor::fault::find(*plant);
  std::cerr << "planted BUG: one of deferred, audit, commit\n";
  return 2;
}
