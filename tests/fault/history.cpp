#include "tests/fault/history.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace nexor::fault {

namespace {

using Json = nlohmann::json;

// A process may have been killed while it wrote its last line.
std::vector<Json> whole_lines_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<Json> lines;
  for (std::string line; std::getline(file, line) && !file.eof();) lines.push_back(Json::parse(line));
  return lines;
}

// A process does one thing after the other.
void read_pages(const std::filesystem::path& path, std::vector<Entry>& log) {
  for (const Json& line : whole_lines_of(path)) {
    if (line.contains("began")) {
      log.push_back(
          {.mark = line["mark"], .command = line["command"], .targets = line["targets"], .began = line["began"]});
    } else {
      log.back().ended = line["ended"];
      log.back().exit = line["exit"];
      log.back().effects = line["effects"].get<std::vector<std::string>>();
    }
  }
}

}  // namespace

std::int64_t nanoseconds_now() { return std::chrono::steady_clock::now().time_since_epoch().count(); }

LogWriter::LogWriter(const std::string& path)
    : file_(open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
  if (file_ < 0) throw std::runtime_error("can't write " + path);
}

LogWriter::~LogWriter() { close(file_); }

void LogWriter::write(const std::string& line) const {
  if (::write(file_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    throw std::runtime_error("the log can't be written");
  }
}

void LogWriter::note_begin(const Entry& entry) {
  const Json line{{"mark", entry.mark}, {"command", entry.command}, {"targets", entry.targets}, {"began", entry.began}};
  write(line.dump() + '\n');
}

void LogWriter::note_end(const Entry& entry) {
  const Json line{{"ended", entry.ended.value()}, {"exit", entry.exit}, {"effects", entry.effects}};
  write(line.dump() + '\n');
}

std::vector<Entry> read_log(const std::string& folder) {
  std::vector<Entry> log;
  for (const auto& file : std::filesystem::directory_iterator(folder)) read_pages(file.path(), log);
  return log;
}

}  // namespace nexor::fault
