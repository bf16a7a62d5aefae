#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <ostream>
#include <string>
#include <thread>

namespace nexor {

class Context;

// How work that lasts is told of: not at all, as one line of a terminal that is written again and again, or as a new
// line every 30 seconds.
enum class ProgressStyle { none, line, plain };

// `--progress`, else a line on a terminal and plain elsewhere. None where `--quiet` wants none.
ProgressStyle progress_style(const Context& context);

// How far the work has come.
struct ProgressCounts {
  std::int64_t done = 0;
  std::int64_t failed = 0;
  std::int64_t part = 0;   // of the whole, that is behind: bytes or rows
  std::int64_t whole = 0;  // 0 where nobody knows
};

// `12000 done, 3 failed, 410/s, 1m 20s left`. What isn't known is left out.
std::string text_of(const ProgressCounts& counts, std::chrono::milliseconds elapsed);

// Decides what to write and when; it knows no clock and no stream.
class ProgressTeller {
 public:
  // `name` stands in front: the command. Lines are shorter than `width` cells.
  ProgressTeller(ProgressStyle style, std::string name, int width);

  // What is to be written now; empty where nothing is due. The first half second is silent.
  std::string at(std::chrono::milliseconds elapsed, const ProgressCounts& counts);

  // What takes a terminal's line away again.
  std::string clearing() const;

 private:
  std::string line(const std::string& text);

  ProgressStyle style_;
  std::string name_;
  std::size_t width_;
  std::chrono::milliseconds due_;
  std::size_t shown_ = 0;  // cells that the terminal's line has taken
};

// Tells of work while it is being done, on stderr. It writes from a thread of its own, so that a terminal that takes
// nothing, stopped by Ctrl-S for instance, holds up no change that has the store's lock: tell() never waits. Until it
// has gone, nobody else may write to stderr; it waits for its last write as it goes, so let it go when the lock is
// given back.
class Progress {
 public:
  explicit Progress(Context& context);
  Progress(std::ostream& err, ProgressTeller teller);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void tell(const ProgressCounts& counts);

 private:
  void run(const std::stop_token& stop);
  void pause(const std::stop_token& stop);
  ProgressCounts counts() const;

  std::ostream err_;  // of its own, tied to nothing: std::cerr would write what is meant for stdout, from this thread
  ProgressTeller teller_;
  std::atomic<std::int64_t> done_ = 0;
  std::atomic<std::int64_t> failed_ = 0;
  std::atomic<std::int64_t> part_ = 0;
  std::atomic<std::int64_t> whole_ = 0;
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  std::jthread thread_;  // last: it has to end before what it uses
};

}  // namespace nexor
