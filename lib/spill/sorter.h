#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace nexor {

// Sorts more than memory holds. What goes beyond its share of memory is sorted in runs, which lie in a private file
// that has no name, and merged as it is given back.
class Sorter {
 public:
  static constexpr std::size_t usual_memory = 16 * 1024 * 1024;  // bytes

  // The file, where one is needed, is made in `folder`.
  explicit Sorter(std::string folder, std::size_t memory = usual_memory);
  ~Sorter();
  Sorter(Sorter&&) noexcept;
  Sorter& operator=(Sorter&&) = delete;

  // Keys are compared byte by byte. Throws disk_full or store_unavailable where what is kept can't be written.
  void add(std::string_view key, std::string_view content);

  // How many were added.
  std::int64_t size() const { return size_; }

  using Visit = std::function<void(std::string_view key, std::string_view content)>;

  // Gives all of them back in the order of their keys, equal ones in the order in which they came; as often as it is
  // wanted, but once it was called nothing more is added. Texts are good during the call only.
  void each(const Visit& visit);

 private:
  struct Entry {
    std::uint64_t prefix;  // of the key: most comparisons need no more
    std::uint32_t at;      // in memory_
  };
  struct Run {
    std::int64_t begin;  // in the file
    std::int64_t end;
  };
  class Source;

  bool is_before(const Entry& a, const Entry& b) const;
  void reserve();
  void sort();
  void spill();
  void open_file();
  void write(std::string_view bytes);
  void merge(const Visit& visit);

  std::string folder_;
  std::size_t most_;
  std::string memory_;
  std::vector<Entry> entries_;
  std::vector<Run> runs_;
  int file_ = -1;
  std::int64_t file_end_ = 0;
  std::int64_t size_ = 0;
};

// Eight bytes that are ordered as the numbers are, from 0 on.
std::string ordered_bytes(std::int64_t number);

// What they stand for. `bytes` holds eight at least.
std::int64_t number_in(std::string_view bytes);

}  // namespace nexor
