#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nexor::fault {

// A command that one of several processes ran on a store that they share, as that process wrote it down: first what it
// was about to do, then what it was answered.
struct Entry {
  std::string mark;                        // the host that its events tell of: no two commands have the same
  std::string command;                     // "cancel", "undo", "batch" or "import"
  std::vector<std::string> targets;        // keys of subscriptions
  std::int64_t began = 0;                  // nanoseconds of a clock that all processes share
  std::optional<std::int64_t> ended = {};  // absent where the process was killed before it had its answer
  int exit = 0;
  std::vector<std::string> effects = {};  // what it was told that it did: confirmation numbers, or keys of an import
};

std::int64_t nanoseconds_now();

// One process's pages of the log. Each line is handed to the system at once, so that it outlives its process.
class LogWriter {
 public:
  explicit LogWriter(const std::string& path);
  ~LogWriter();
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  void note_begin(const Entry& entry);
  void note_end(const Entry& entry);

 private:
  void write(const std::string& line) const;
  int file_;
};

// All that was logged into a folder.
std::vector<Entry> read_log(const std::string& folder);

}  // namespace nexor::fault
