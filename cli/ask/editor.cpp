#include "cli/ask/editor.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string_view>

#include "cli/spawn.h"
#include "lib/error.h"

namespace nexor {

namespace {

// A file that only its owner can read, in the folder that is made anew for each log-in where there is one.
class PrivateFile {
 public:
  PrivateFile() {
    const char* folder = std::getenv("XDG_RUNTIME_DIR");
    name_ = std::string(folder != nullptr && folder[0] == '/' ? folder : "/tmp") + "/nexor-XXXXXX";
    const int descriptor = mkstemp(name_.data());
    if (descriptor < 0) throw not_written();
    close(descriptor);
  }
  ~PrivateFile() { unlink(name_.c_str()); }
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;

  const std::string& name() const { return name_; }

  void write(const std::string& text) const {
    std::ofstream file(name_, std::ios::binary);
    file << text;
    if (!file.flush()) throw not_written();
  }

  std::string read() const {
    std::ostringstream text;
    text << std::ifstream(name_, std::ios::binary).rdbuf();
    return std::move(text).str();
  }

 private:
  Error not_written() const {
    return {Fault::output_failed,
            fmt::format("'{}' can't be written, so there is nothing to edit: {}", name_, std::strerror(errno))};
  }

  std::string name_;
};

std::string editor_command() {
  for (const char* name : {"VISUAL", "EDITOR"}) {
    const char* command = std::getenv(name);
    if (command != nullptr && command[0] != '\0') return command;
  }
  return "vi";
}

Error not_run(const std::string& command) {
  return Error(Fault::config_invalid, fmt::format("the editor '{}' can't be run", command))
      .with_hint("set VISUAL or EDITOR to one that is there, or give --feedback TEXT or --feedback-file FILE");
}

// As the shell has it: found but no program, and not found. The status is that of wait(2).
bool says_not_run(int status) {
  constexpr int no_program = 126;
  constexpr int not_found = 127;
  return WIFEXITED(status) && (WEXITSTATUS(status) == no_program || WEXITSTATUS(status) == not_found);
}

}  // namespace

std::optional<std::string> write_in_editor(const std::string& explanation) {
  const PrivateFile file;
  file.write(explanation);
  const std::string command = editor_command();
  // As git(1) has it: the variable may hold options, so a shell reads it; the file's name is a word of its own.
  const pid_t editor = spawn({.words = {"/bin/sh", "-c", command + " \"$@\"", "editor", file.name()}, .streams = {}});
  if (editor < 0) throw not_run(command);
  const TerminalSignalsIgnored its_terminal;
  const int status = wait_for(editor);
  if (says_not_run(status)) throw not_run(command);
  if (status != 0) return {};
  return without_remarks(file.read());
}

std::string without_remarks(const std::string& text) {
  std::istringstream lines(text);
  std::string kept;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('#')) kept += line + '\n';
  }
  kept.erase(kept.find_last_not_of(" \t\r\n") + 1);
  kept.erase(0, kept.find_first_not_of("\r\n"));
  return kept;
}

}  // namespace nexor
