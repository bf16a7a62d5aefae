#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "cli/surroundings.h"
#include "lib/error.h"
#include "tests/support/temporary_folder.h"

namespace nexor::support {

// What a command printed and how it ended.
struct Answer {
  std::string out;
  std::string err;
  int exit = 0;
};

// A whole world for run(), without a process: a folder for its files, a clock that stands until it is set, randomness
// that repeats itself, no terminal unless one is wished for.
class DeskWorld {
 public:
  DeskWorld();

  Answer run(const std::vector<std::string>& words, const std::string& input = "");

  // Splits a line as a shell does (blanks, both kinds of quotes) and runs it; it begins with `nexor`. `$NAME` stands
  // for what was kept under that name.
  Answer run_line(const std::string& line, const std::string& input = "");

  void set_clock(Instant now) { now_ = now; }
  // Where two worlds have to do with one store: randomness that repeats itself is the same in both.
  void set_random(RandomBytes random) { random_ = std::move(random); }
  void set_host(std::string name) { host_ = std::move(name); }
  void set_terminal(bool is_terminal, int width, int height = 24) {
    is_terminal_ = is_terminal;
    width_ = width;
    height_ = height;
  }
  // From now on the store answers every change with this fault; everything behind stdout is full.
  void fail_changes(Fault fault) { fault_ = fault; }
  void break_output() { is_output_broken_ = true; }

  void set_variable(const std::string& name, const std::string& value) { variables_[name] = value; }

  // What the programs that were run were given; each begins with its words and variables. Nothing is really run: one
  // called "missing" isn't there, one called "fail" fails.
  std::string take_programs() { return std::exchange(programs_, {}); }

  // What was added to the system's journal.
  std::string take_journal() { return std::exchange(journal_, {}); }

  void keep(const std::string& name, const std::string& value) { kept_[name] = value; }
  std::string path(const std::string& file) const;
  void write_file(const std::string& file, const std::string& content) const;

  // The text with the folder's name as `FOLDER`, so that it is the same wherever the test runs.
  std::string without_folder(std::string text) const;
  // And the other way round, once.
  std::string with_folder(std::string text) const;

 private:
  std::vector<std::string> split(const std::string& line) const;
  Surroundings surroundings(std::istream& in, std::ostream& out, std::ostream& err);

  std::unique_ptr<TemporaryFolder> folder_ = std::make_unique<TemporaryFolder>();
  Instant now_;
  RandomBytes random_;
  std::string host_ = "desk";
  bool is_terminal_ = false;
  int width_ = 80;
  int height_ = 24;
  std::optional<Fault> fault_;
  bool is_output_broken_ = false;
  std::string programs_;
  std::string journal_;
  std::map<std::string, std::string, std::less<>> variables_;
  std::map<std::string, std::string> kept_;
};

}  // namespace nexor::support
