#include "lib/spill/sorter.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <utility>
#include <vector>

#include "lib/error.h"
#include "tests/support/temporary_folder.h"

namespace nexor {

namespace {

using Records = std::vector<std::pair<std::string, std::string>>;

// Keys that share beginnings, repeat, and are empty; contents of every size up to more than a run's memory.
Records some_records(std::size_t count) {
  std::minstd_rand chance(7);
  Records records;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string key = std::string(chance() % 12, 'k') + std::to_string(chance() % (count / 3 + 1));
    records.emplace_back(i % 50 == 0 ? "" : key,
                         std::to_string(i) + std::string(i % 97 == 0 ? 9000 : chance() % 30, 'x'));
  }
  return records;
}

Records given_back(Sorter& sorter) {
  Records all;
  sorter.each([&](std::string_view key, std::string_view content) { all.emplace_back(key, content); });
  return all;
}

}  // namespace

TEST_CASE("what is sorted comes back in the order of its keys, in memory and from many runs") {
  const support::TemporaryFolder folder;
  for (const std::size_t memory : {Sorter::usual_memory, std::size_t{4096}, std::size_t{100}}) {
    for (const std::size_t count : {0U, 1U, 2U, 3000U}) {
      CAPTURE(memory);
      CAPTURE(count);
      Records records = some_records(count);
      Sorter sorter(folder.path(""), memory);
      for (const auto& [key, content] : records) sorter.add(key, content);
      std::stable_sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      CHECK(sorter.size() == static_cast<std::int64_t>(count));
      CHECK(given_back(sorter) == records);
      CHECK(given_back(sorter) == records);
    }
  }
}

TEST_CASE("nothing of a sort stands in its folder") {
  const support::TemporaryFolder folder;
  Sorter sorter(folder.path(""), 100);
  for (const auto& [key, content] : some_records(100)) sorter.add(key, content);
  CHECK(std::filesystem::is_empty(folder.path("")));
}

TEST_CASE("a folder that takes no file is said to be at fault") {
  Sorter sorter("/nowhere/at/all", 100);
  try {
    for (const auto& [key, content] : some_records(100)) sorter.add(key, content);
    FAIL("it was kept");
  } catch (const Error& error) {
    CHECK(error.fault == Fault::store_unavailable);
  }
}

TEST_CASE("numbers are ordered as their bytes are") {
  const std::vector<std::int64_t> numbers{0, 1, 255, 256, 65'535, 65'536, 1'000'000'000'000, INT64_MAX};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    CHECK(number_in(ordered_bytes(numbers[i])) == numbers[i]);
    if (i > 0) CHECK(ordered_bytes(numbers[i - 1]) < ordered_bytes(numbers[i]));
  }
}

}  // namespace nexor
