#include <fcntl.h>
#include <malloc.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <vector>

#include "cli/ask/editor.h"
#include "cli/ask/password.h"
#include "cli/ask/pasted.h"
#include "cli/ask/pick_on_terminal.h"
#include "cli/exit_code.h"
#include "cli/held_signals.h"
#include "cli/out_of_memory.h"
#include "cli/pager.h"
#include "cli/run.h"
#include "cli/surroundings.h"
#include "lib/store/sqlite/sqlite_store.h"
#include "lib/store/sqlite/work_lock.h"

namespace {

// A standard stream that is closed is opened on /dev/null the wrong way round, so that a file opened later can't take
// its place and using it fails.
void occupy_standard_streams() {
  for (int descriptor = 0; descriptor <= 2; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) == -1) open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
  }
}

// A core that goes to a program, as with systemd, heeds no limit: only what isn't dumpable leaves none. Nor does
// anybody but root look into its memory then, which the leak sanitizer has to.
void harden_process() {
  umask(077);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
#ifndef __SANITIZE_ADDRESS__
  prctl(PR_SET_DUMPABLE, 0);
#endif
  std::signal(SIGXFSZ, SIG_IGN);
}

// Blocks as large as those that sort a million rows go back to the system when they are freed. By itself malloc would
// keep them, once it has seen some.
void give_large_blocks_back() {
  constexpr int bytes = 8 * 1024 * 1024;
  mallopt(M_MMAP_THRESHOLD, bytes);
  mallopt(M_TRIM_THRESHOLD, 2 * bytes);
}

std::optional<std::string> environment(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  if (value == nullptr) return {};
  return value;
}

// What the terminal says, else the variable, else what is usual.
int terminal_size(unsigned short winsize::*side, std::string_view variable, int usual) {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.*side > 0) return size.*side;
  const auto text = environment(variable);
  const long given = text ? std::strtol(text->c_str(), nullptr, 10) : 0;
  constexpr long largest = 10000;
  return given > 0 && given <= largest ? static_cast<int>(given) : usual;
}

std::string host_name() {
  std::array<char, 256> name{};
  gethostname(name.data(), name.size() - 1);
  return name.data();
}

std::string terminal_name() {
  const char* name = ttyname(STDIN_FILENO);
  return name == nullptr ? "" : name;
}

// What the system knows of the effective user. Asking it takes longer than a start, so nobody does who needn't.
passwd user_entry() {
  const passwd* entry = getpwuid(geteuid());
  return entry == nullptr ? passwd{} : *entry;
}

std::string text_or_empty(const char* text) { return text == nullptr ? "" : text; }

std::string user_name() {
  const std::string name = text_or_empty(user_entry().pw_name);
  return name.empty() ? std::to_string(geteuid()) : name;
}

// What the system knows, where the variable isn't set, or to nothing.
std::string home_folder() {
  const auto home = environment("HOME");
  return home && !home->empty() ? *home : text_or_empty(user_entry().pw_dir);
}

nexor::Instant system_clock() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

// Through syslog's socket, which systemd's journal reads too; without either, the line goes nowhere.
void note_in_journal(const std::string& line) {
  openlog("nexor", LOG_PID, LOG_AUTHPRIV);
  syslog(LOG_NOTICE, "%s", line.c_str());
  closelog();
}

std::unique_ptr<nexor::WorkLock> lock_care(const std::string& path) {
  return nexor::sqlite::lock_work(path + "-batches", nexor::sqlite::byte_of_care);
}

auto opener(nexor::sqlite::OldSchema old) {
  return [old](const std::string& path, std::chrono::milliseconds lock_timeout) {
    return nexor::sqlite::open_store(path, lock_timeout, old);
  };
}

nexor::Surroundings real_surroundings() {
  const std::string home = home_folder();
  return {.in = std::cin,
          .out = std::cout,
          .err = std::cerr,
          .is_in_terminal = isatty(STDIN_FILENO) == 1,
          .is_out_terminal = isatty(STDOUT_FILENO) == 1,
          .is_err_terminal = isatty(STDERR_FILENO) == 1,
          .width = terminal_size(&winsize::ws_col, "COLUMNS", 80),
          .height = terminal_size(&winsize::ws_row, "LINES", 24),
          .environment = [home](std::string_view asked) { return asked == "HOME" ? home : environment(asked); },
          .clock = system_clock,
          .random = nexor::system_random(),
          .password_cost = {},
          .user = user_name,
          .host = host_name(),
          .terminal = terminal_name(),
          .home = home,
          .ask_password = nexor::ask_password_on_terminal,
          .rest_of_paste = nexor::rest_of_paste,
          .pick = nexor::pick_on_terminal,
          .page = nexor::show_in_pager,
          .edit = nexor::write_in_editor,
          .note_in_journal = note_in_journal,
          .open_store = opener(nexor::sqlite::OldSchema::refused),
          .open_old_store = opener(nexor::sqlite::OldSchema::taken),
          .make_store = nexor::sqlite::create_store,
          .check_vacant = nexor::sqlite::check_vacant,
          .lock_care = lock_care,
          .begin_change = [] { std::signal(SIGPIPE, SIG_IGN); },
          .hold_signals = nexor::hold_signals,
          .held_signal = nexor::held_signal};
}

bool has_begun = false;
std::terminate_handler usual_end = nullptr;

[[noreturn]] void end_with(std::string_view words, nexor::Fault fault) {
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, words.data(), words.size());
  _exit(nexor::exit_code_of(fault));
}

// Libraries make objects before main(), where nothing catches what they throw, and one asks for memory where it may not
// throw: a lack of it is told in plain words there, too. Until run() begins there may be none even for an exception.
void end_for_want_of_memory() {
  if (!has_begun) end_with("nexor: out of memory; nothing was changed\n", nexor::Fault::internal);
  try {
    if (std::current_exception()) throw;
  } catch (const std::bad_alloc&) {
    end_with(
        "nexor: out of memory; a change may be done\n  look before you repeat it\n  next: nexor status   or: nexor "
        "history\n",
        nexor::Fault::outcome_unknown);
  } catch (...) {
  }
  usual_end();
}

constexpr int before_other_objects = 101;

[[gnu::constructor(before_other_objects)]] void be_ready_before_main() {
  usual_end = std::set_terminate(end_for_want_of_memory);
}

// run() tells its own lack of memory; this is about what comes before it.
int run_here(int argc, char** argv) {
  try {
    std::ios::sync_with_stdio(false);
    const std::vector<std::string_view> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    nexor::Surroundings surroundings = real_surroundings();
    has_begun = true;
    return nexor::run(arguments, surroundings);
  } catch (const std::bad_alloc&) {
    return nexor::tell_out_of_memory(std::cerr, nexor::Outcome::unchanged, false);
  }
}

}  // namespace

int main(int argc, char** argv) {
  occupy_standard_streams();
  harden_process();
  give_large_blocks_back();
  const int code = run_here(argc, argv);
  nexor::raise_held_signal();
  return code;
}
