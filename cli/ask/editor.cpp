#include "cli/ask/editor.h"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>

#include "cli/spawn.h"

namespace nexor {

namespace {

// A file that only its owner can read, in the folder that is made anew for each log-in where there is one.
class PrivateFile {
 public:
  PrivateFile() {
    const char* folder = std::getenv("XDG_RUNTIME_DIR");
    name_ = std::string(folder != nullptr && folder[0] == '/' ? folder : "/tmp") + "/nexor-XXXXXX";
    const int descriptor = mkstemp(name_.data());
    is_there_ = descriptor >= 0;
    if (is_there_) close(descriptor);
  }
  ~PrivateFile() {
    if (is_there_) unlink(name_.c_str());
  }
  PrivateFile(const PrivateFile&) = delete;
  PrivateFile& operator=(const PrivateFile&) = delete;

  const std::string& name() const { return name_; }

  bool write(const std::string& text) const {
    if (!is_there_) return false;
    std::ofstream file(name_, std::ios::binary);
    file << text;
    return static_cast<bool>(file.flush());
  }

  std::string read() const {
    std::ostringstream text;
    text << std::ifstream(name_, std::ios::binary).rdbuf();
    return std::move(text).str();
  }

 private:
  std::string name_;
  bool is_there_ = false;
};

std::string editor_command() {
  for (const char* name : {"VISUAL", "EDITOR"}) {
    const char* command = std::getenv(name);
    if (command != nullptr && command[0] != '\0') return command;
  }
  return "vi";
}

}  // namespace

std::optional<std::string> write_in_editor(const std::string& explanation) {
  const PrivateFile file;
  if (!file.write(explanation)) return {};
  // As git(1) has it: the variable may hold options, so a shell reads it; the file's name is a word of its own.
  const pid_t editor =
      spawn({.words = {"/bin/sh", "-c", editor_command() + " \"$@\"", "editor", file.name()}, .streams = {}});
  if (editor < 0) return {};
  const TerminalSignalsIgnored its_terminal;
  if (wait_for(editor) != 0) return {};
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
