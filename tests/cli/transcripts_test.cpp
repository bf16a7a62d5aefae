// Runs every transcript in tests/cli/*.txt through run() and compares what is printed, to the byte. A transcript is
//
//   # a remark
//   @clock 2026-11-22T10:00:00Z        sets the clock, which else stands
//   @terminal 80x24 · @no-terminal     whether somebody sits there; what goes through a pager stands between [less] and
//                                      [left less]; there is no pager of the name "missing"
//   @env NAME=VALUE                    sets a variable
//   @file NAME                         the lines below, up to @end, are a file in the world's FOLDER
//   @private FILE                      takes others' right to read a file away
//   @input TEXT                        what the next command finds on standard input; repeated for more lines
//   @keep NAME                         keeps the last answer's first line: `$NAME` is replaced by it in a command
//   $ nexor …                          runs a command, and below it
//     text                             is what it prints on stdout, behind two blanks,
//   ! text                             on stderr,
//   < text                             what it ran, with the variables and the input that it handed over,
//   = text                             what it added to the system's journal,
//   ? 6                                and its exit code where that isn't 0.
//
// NEXOR_REWRITE_TRANSCRIPTS=1 writes what was printed into the files instead: the diff is the review.

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/desk_world.h"

namespace nexor {

namespace {

using support::Answer;
using support::DeskWorld;

std::string read_all(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

// Each line of `text`, behind `mark`.
std::string marked(const std::string& text, const std::string& mark) {
  std::istringstream lines(text);
  std::string result;
  for (std::string line; std::getline(lines, line);) result += mark + line + '\n';
  return result;
}

class Player {
 public:
  explicit Player(const std::string& script) : lines_(script) {}

  // The transcript as it comes out: what was written, with the answers that were given.
  std::string play() {
    for (std::string line; std::getline(lines_, line);) {
      if (line.starts_with("$ ")) {
        played_ += line + '\n';
        answer(line.substr(2));
      } else if (line.starts_with("@") || line.starts_with("#") || line.empty()) {
        played_ += line + '\n';
        obey(line);
      }
    }
    return played_;
  }

 private:
  void answer(const std::string& command) {
    const Answer given = world_.run_line(command, input_);
    input_.clear();
    last_ = given.out.substr(0, given.out.find('\n'));
    played_ += marked(world_.without_folder(given.out), "  ");
    played_ += marked(world_.without_folder(given.err), "! ");
    played_ += marked(world_.without_folder(world_.take_programs()), "< ");
    played_ += marked(world_.without_folder(world_.take_journal()), "= ");
    if (given.exit != 0) played_ += "? " + std::to_string(given.exit) + '\n';
  }

  void obey(const std::string& line) {
    const std::size_t blank = std::min(line.find(' '), line.size());
    const std::string what = line.substr(0, blank);
    const std::string rest = blank < line.size() ? line.substr(blank + 1) : "";
    if (what == "@clock") world_.set_clock(parse_instant(rest).value());
    if (what == "@terminal") set_terminal(rest);
    if (what == "@no-terminal") world_.set_terminal(false, 80);
    if (what == "@env") set_variable(rest);
    if (what == "@input") input_ += rest + '\n';
    if (what == "@keep") world_.keep(rest, last_);
    if (what == "@file") take_file(rest);
    if (what == "@private") std::filesystem::permissions(world_.with_folder(rest), std::filesystem::perms{0600});
  }

  void set_variable(const std::string& assignment) {
    const std::size_t equals = assignment.find('=');
    world_.set_variable(assignment.substr(0, equals), world_.with_folder(assignment.substr(equals + 1)));
  }

  void set_terminal(const std::string& size) {
    const std::size_t by = size.find('x');
    const int height = by == std::string::npos ? 24 : std::stoi(size.substr(by + 1));
    world_.set_terminal(true, std::stoi(size), height);
  }

  void take_file(const std::string& name) {
    std::string content;
    for (std::string line; std::getline(lines_, line) && line != "@end";) {
      played_ += line + '\n';
      content += line + '\n';
    }
    played_ += "@end\n";
    world_.write_file(name, content);
  }

  std::istringstream lines_;
  DeskWorld world_;
  std::string input_;
  std::string last_;
  std::string played_;
};

void play(const std::string& name) {
  const std::filesystem::path file = std::filesystem::path(NEXOR_TRANSCRIPTS) / (name + ".txt");
  const std::string script = read_all(file);
  REQUIRE_FALSE(script.empty());
  const std::string played = Player(script).play();
  if (std::getenv("NEXOR_REWRITE_TRANSCRIPTS") != nullptr) {
    std::ofstream(file, std::ios::binary) << played;
  }
  CHECK(read_all(file) == played);
}

}  // namespace

TEST_CASE("transcript: the journey of one subscription") { play("journey"); }
TEST_CASE("transcript: every refusal has its exit code") { play("refusals"); }
TEST_CASE("transcript: what takes effect by itself, and who is told") { play("process"); }
TEST_CASE("transcript: a filter that is looked at, run and taken back") { play("taken_back"); }
TEST_CASE("transcript: operators, sessions, tokens and passwords") { play("access"); }
TEST_CASE("transcript: backups, restores and the doctor") { play("care"); }
TEST_CASE("transcript: several targets at once") { play("several"); }
TEST_CASE("transcript: roles bind") { play("roles"); }
TEST_CASE("transcript: log-ins are throttled and run out") { play("login"); }
TEST_CASE("transcript: the conversation on a terminal") { play("terminal"); }
TEST_CASE("transcript: records are added, edited and imported") { play("records"); }
TEST_CASE("transcript: accounts close and open again") { play("closing"); }
TEST_CASE("transcript: plans change, retire and come back") { play("plans"); }
TEST_CASE("transcript: what is personal goes for good") { play("redacted"); }
TEST_CASE("transcript: what customers say later") { play("said_later"); }
TEST_CASE("transcript: an account as a page") { play("account_page"); }
TEST_CASE("transcript: reasons and how often they were given") { play("reasons"); }
TEST_CASE("transcript: formats, columns and fields") { play("formats"); }
TEST_CASE("transcript: tables on narrow terminals") { play("narrow"); }
TEST_CASE("transcript: the pager of long answers") { play("pager"); }
TEST_CASE("transcript: times as they are asked for") { play("times"); }
TEST_CASE("transcript: the configuration as it holds") { play("settings"); }
TEST_CASE("transcript: what is told where something fails") { play("failures"); }
TEST_CASE("transcript: filters and sorts of lists") { play("filters"); }
TEST_CASE("transcript: wrong words get a clear error") { play("words"); }
TEST_CASE("transcript: many at once, from files and by filters") { play("batches"); }
TEST_CASE("transcript: bases and add-ons") { play("addons"); }
TEST_CASE("transcript: the terms of the domain's table") { play("terms"); }
TEST_CASE("transcript: a run that asked can be repeated in one line") { play("repeat"); }
TEST_CASE("transcript: what is missing is named at once") { play("missing"); }
TEST_CASE("transcript: reports as tables, data and pages") { play("reports"); }
TEST_CASE("transcript: receipts to hand over") { play("receipt_forms"); }
TEST_CASE("transcript: several things are shown") { play("shown"); }
TEST_CASE("transcript: a trail that is made with a key") { play("audit_key"); }
TEST_CASE("transcript: what completion offers") { play("completion"); }

TEST_CASE("transcript: what is exported, and cancellations that come from elsewhere") { play("export"); }
TEST_CASE("transcript: imports of every kind and form") { play("import"); }
TEST_CASE("transcript: registration requests are decided") { play("requests"); }

TEST_CASE("every transcript is played") {
  const std::string source = read_all(std::filesystem::path(NEXOR_TRANSCRIPTS) / "transcripts_test.cpp");
  for (const auto& entry : std::filesystem::directory_iterator(NEXOR_TRANSCRIPTS)) {
    if (entry.path().extension() != ".txt") continue;
    CAPTURE(entry.path());
    CHECK(source.find("play(\"" + entry.path().stem().string() + "\")") != std::string::npos);
  }
}

}  // namespace nexor
