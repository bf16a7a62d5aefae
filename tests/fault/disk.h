#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nexor::fault {

using Chance = std::mt19937_64;

// A file as a disk keeps it through a power cut. What was synced is sure. Of a sector that was written since, any of
// its versions may have got there, or a part of one; the file may have any of the sizes that it had since; and where it
// grew and nothing got there stands anything. That is what SQLite asks of a disk, and no more
// (https://www.sqlite.org/atomiccommit.html, section 2).
class DiskFile {
 public:
  // With what is there for sure.
  explicit DiskFile(std::string content) : synced_(content), now_(std::move(content)) {}

  void write(std::size_t offset, std::string_view bytes);
  void truncate(std::size_t size);
  void sync();

  const std::string& now() const { return now_; }
  std::string after_cut(Chance& chance) const;

 private:
  std::string sector_of_now(std::size_t sector) const;

  std::string synced_;
  std::string now_;
  std::map<std::size_t, std::vector<std::string>> versions_;  // of each sector since the last sync, oldest first
  std::vector<std::size_t> sizes_;                            // since the last sync, oldest first
};

// A folder as a disk keeps it: what was created or removed since the folder was synced may have got there or not, each
// by itself, whatever became of the files' contents.
class Disk {
 public:
  // A file that was there before anything was watched.
  std::shared_ptr<DiskFile> add(const std::string& name, std::string content);
  std::shared_ptr<DiskFile> create(const std::string& name);
  void remove(const std::string& name);
  void sync_folder();

  // Null where there is none.
  std::shared_ptr<DiskFile> find(const std::string& name) const;

  // What the folder may hold, by name, where the power is cut now.
  std::map<std::string, std::string> after_cut(Chance& chance) const;

 private:
  using Entries = std::map<std::string, std::shared_ptr<DiskFile>>;

  Entries synced_;
  Entries now_;
  std::vector<std::pair<std::string, std::shared_ptr<DiskFile>>> changes_;  // null for a removal
};

}  // namespace nexor::fault
