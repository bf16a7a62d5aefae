#include "cli/run_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <string_view>

#include "cli/spawn.h"
#include "lib/model/duration.h"
#include "lib/text/harmless.h"

extern "C" {  // glibc 2.36 leaves this to its caller
#include <sys/pidfd.h>
}

namespace nexor {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t most_kept = 4096;

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { shut(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  void set(int number) {
    shut();
    number_ = number;
  }
  void shut() {
    if (number_ >= 0) close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

struct Pipe {
  Descriptor reading;
  Descriptor writing;

  bool open() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    reading.set(ends[0]);
    writing.set(ends[1]);
    return true;
  }
};

bool is_would_block() { return errno == EAGAIN || errno == EINTR; }

// One program under way: it is fed, heard and watched until it ends.
class Running {
 public:
  Running(pid_t child, const Program& program, Pipe& input, Pipe& output)
      : child_(child), program_(program), input_(input.writing), output_(output.reading), rest_(program.input) {
    fcntl(input_.number(), F_SETFL, O_NONBLOCK);
    fcntl(output_.number(), F_SETFL, O_NONBLOCK);
    watch_.set(pidfd_open(child, 0));
  }

  ProgramEnd finish() {
    deadline_ = SteadyClock::now() + program_.time_limit;
    while (!has_ended()) hurry();
    hear();
    const int status = wait_for(child_);
    return {.has_started = true, .failure = failure_of(status), .output = text_of_output()};
  }

 private:
  // Feeds and hears it until it has ended (true) or the deadline has come.
  bool has_ended() {
    while (true) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - SteadyClock::now());
      if (left.count() <= 0) return false;
      if (rest_.empty()) input_.shut();
      std::array<pollfd, 3> events{pollfd{watch_.number(), POLLIN, 0}, pollfd{output_.number(), POLLIN, 0},
                                   pollfd{input_.number(), POLLOUT, 0}};
      poll(events.data(), events.size(), static_cast<int>(std::min<std::int64_t>(left.count(), 1'000'000)));
      if (events[1].revents != 0) hear();
      if (events[2].revents != 0) feed();
      if (events[0].revents != 0) return true;
    }
  }

  void feed() {
    const ssize_t written = write(input_.number(), rest_.data(), rest_.size());
    if (written >= 0) {
      rest_.remove_prefix(static_cast<std::size_t>(written));
    } else if (!is_would_block()) {
      rest_ = {};  // it doesn't want to know more
    }
  }

  void hear() {
    std::array<char, most_kept> part{};
    while (output_.number() >= 0) {
      const ssize_t count = read(output_.number(), part.data(), part.size());
      if (count < 0 && is_would_block()) return;
      if (count <= 0) return output_.shut();
      heard_.append(part.data(), static_cast<std::size_t>(count));
      if (heard_.size() > 2 * most_kept) heard_.erase(0, heard_.size() - most_kept);
    }
  }

  // Asks it to end, and then makes it.
  void hurry() {
    constexpr std::chrono::seconds grace{2};
    kill(-child_, is_late_ ? SIGKILL : SIGTERM);
    is_late_ = true;
    deadline_ = SteadyClock::now() + grace;
  }

  std::string failure_of(int status) const {
    if (is_late_) return fmt::format("took longer than {}", text_of(program_.time_limit));
    if (WIFSIGNALED(status)) return fmt::format("ended by SIG{}", sigabbrev_np(WTERMSIG(status)));
    if (WEXITSTATUS(status) != 0) return fmt::format("exit {}", WEXITSTATUS(status));
    return "";
  }

  std::string text_of_output() {
    if (heard_.size() > most_kept) heard_.erase(0, heard_.size() - most_kept);
    return harmless_block(heard_);
  }

  pid_t child_;
  const Program& program_;
  Descriptor& input_;
  Descriptor& output_;
  Descriptor watch_;
  std::string_view rest_;
  std::string heard_;
  SteadyClock::time_point deadline_;
  bool is_late_ = false;
};

}  // namespace

ProgramEnd run_program(const Program& program) {
  Pipe input;
  Pipe output;
  if (!input.open() || !output.open()) return {.failure = std::strerror(errno), .output = {}};
  const pid_t child = spawn({.words = program.words,
                             .streams = {{input.reading.number(), STDIN_FILENO},
                                         {output.writing.number(), STDOUT_FILENO},
                                         {output.writing.number(), STDERR_FILENO}},
                             .variables = program.variables,
                             .left_out = {"NEXOR_TOKEN"},
                             .has_own_session = true});
  if (child < 0) {
    return {.failure = fmt::format("'{}' can't be started: {}", program.words.front(), std::strerror(-child)),
            .output = {}};
  }
  input.reading.shut();
  output.writing.shut();
  return Running(child, program, input, output).finish();
}

}  // namespace nexor
