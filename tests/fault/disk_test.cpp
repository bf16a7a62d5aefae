#include "tests/fault/disk.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

namespace nexor::fault {

namespace {

constexpr int many = 2000;

// What becomes of a disk in many cuts.
std::set<std::map<std::string, std::string>> all_after_cut(const Disk& disk) {
  Chance chance(1);
  std::set<std::map<std::string, std::string>> all;
  for (int i = 0; i < many; ++i) all.insert(disk.after_cut(chance));
  return all;
}

std::string sectors(const std::string& letters) {
  std::string content;
  for (const char letter : letters) content += std::string(512, letter);
  return content;
}

}  // namespace

TEST_CASE("what was synced survives every cut") {
  Disk disk;
  disk.create("a")->write(0, "content");
  disk.find("a")->sync();
  disk.sync_folder();
  CHECK(all_after_cut(disk) == std::set<std::map<std::string, std::string>>{{{"a", "content"}}});
}

TEST_CASE("of what wasn't synced each sector may be old, new or torn, in any order") {
  Disk disk;
  disk.add("a", sectors("ab"));
  disk.find("a")->write(0, sectors("AB"));
  const auto all = all_after_cut(disk);
  for (const auto& possible : {sectors("ab"), sectors("AB"), sectors("aB"), sectors("Ab")}) {
    CHECK(all.contains({{"a", possible}}));
  }
  CHECK(std::ranges::any_of(all, [](const auto& files) {
    const std::string first = files.at("a").substr(0, 512);
    return first.find('a') != std::string::npos && first.find('A') != std::string::npos;
  }));
}

TEST_CASE("of a sector that was written twice the first version may be what is there") {
  Disk disk;
  disk.add("a", sectors("a"));
  disk.find("a")->write(0, sectors("b"));
  disk.find("a")->write(0, sectors("c"));
  const auto all = all_after_cut(disk);
  for (const char* letter : {"a", "b", "c"}) CHECK(all.contains({{"a", sectors(letter)}}));
}

TEST_CASE("bytes beside those that were written are never touched") {
  Disk disk;
  disk.add("a", sectors("aa"));
  disk.find("a")->write(500, std::string(24, 'A'));
  for (const auto& files : all_after_cut(disk)) {
    CHECK(files.at("a").substr(0, 500) == std::string(500, 'a'));
    CHECK(files.at("a").substr(524) == std::string(500, 'a'));
  }
}

TEST_CASE("a file may have grown without its content, or shrunk, or not") {
  Disk disk;
  disk.add("grown", "");
  disk.find("grown")->write(0, sectors("A"));
  disk.add("cut", sectors("a"));
  disk.find("cut")->truncate(0);
  std::set<std::string> grown;
  std::set<std::string> cut;
  for (const auto& files : all_after_cut(disk)) {
    grown.insert(files.at("grown"));
    cut.insert(files.at("cut"));
  }
  for (const std::string& possible : {std::string(), sectors("A"), std::string(512, '\0')}) {
    CHECK(grown.contains(possible));
  }
  CHECK(cut == std::set<std::string>{"", sectors("a")});
}

TEST_CASE("what was created or removed may be there or not until the folder is synced") {
  Disk disk;
  disk.add("old", "");
  disk.remove("old");
  disk.create("new");
  CHECK(all_after_cut(disk).size() == 4);
  disk.sync_folder();
  CHECK(all_after_cut(disk) == std::set<std::map<std::string, std::string>>{{{"new", ""}}});
}

}  // namespace nexor::fault
