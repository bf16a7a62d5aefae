#include "cli/pager.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

#include "cli/output/width.h"
#include "cli/spawn.h"

namespace nexor {

namespace {

// Starts the command with `input` as its standard input; as of spawn().
pid_t start(const std::string& command, int input) {
  Spawn pager{.words = plain_words(command).value_or(std::vector<std::string>{"/bin/sh", "-c", command}),
              .streams = {{input, STDIN_FILENO}}};
  if (std::getenv("LESS") == nullptr) pager.variables = {"LESS=FRX"};
  return spawn(pager);
}

// As much as the other side takes.
void write_all(int output, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(output, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

// The cells of a line whose only escapes are our colours: `ESC [ … m`.
int cells_of(std::string_view line) {
  std::string text;
  for (auto escape = line.find('\x1b'); escape != std::string_view::npos; escape = line.find('\x1b')) {
    text += line.substr(0, escape);
    line.remove_prefix(std::min(line.find('m', escape), line.size() - 1) + 1);
  }
  return display_width(text.append(line));
}

}  // namespace

bool is_pager(std::string_view command) {
  const auto words = plain_words(command);
  return !words || !(words->empty() || *words == std::vector<std::string>{"cat"});
}

std::optional<std::vector<std::string>> plain_words(std::string_view command) {
  constexpr std::string_view read_by_shells = "|&;<>()$`\\\"'*?[]#~=%{}!\n";
  if (command.find_first_of(read_by_shells) != std::string_view::npos) return {};
  std::vector<std::string> words;
  constexpr std::string_view blanks = " \t";
  for (auto begin = command.find_first_not_of(blanks); begin != std::string_view::npos;
       begin = command.find_first_not_of(blanks)) {
    command.remove_prefix(begin);
    const auto end = std::min(command.find_first_of(blanks), command.size());
    words.emplace_back(command.substr(0, end));
    command.remove_prefix(end);
  }
  return words;
}

std::size_t rows_of(std::string_view text, int width) {
  std::size_t rows = 0;
  const auto row = static_cast<std::size_t>(std::max(width, 1));
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto cells = static_cast<std::size_t>(cells_of(text.substr(0, end)));
    rows += std::max<std::size_t>((cells + row - 1) / row, 1);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return rows;
}

bool show_in_pager(const std::string& command, std::string_view text) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  const TerminalSignalsIgnored its_terminal;
  const pid_t child = start(command, ends[0]);
  close(ends[0]);
  if (child > 0) write_all(ends[1], text);
  close(ends[1]);
  if (child < 0) return false;
  constexpr int no_such_command = 127;  // as a shell says it
  const int status = wait_for(child);
  return !(WIFEXITED(status) && WEXITSTATUS(status) == no_such_command);
}

}  // namespace nexor
