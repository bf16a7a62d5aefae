#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <system_error>

#include "cli/context.h"

namespace nexor {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds tick{100};
constexpr milliseconds silence{500};
constexpr milliseconds between_lines = std::chrono::seconds{30};

double in_seconds(milliseconds duration) { return std::chrono::duration<double>(duration).count(); }

// `40s`, `1m 20s`, `2h 5m`.
std::string about(std::int64_t seconds) {
  constexpr std::int64_t minute = 60;
  constexpr std::int64_t hour = 60 * minute;
  if (seconds < minute) return fmt::format("{}s", seconds);
  if (seconds < hour) return fmt::format("{}m {}s", seconds / minute, seconds % minute);
  return fmt::format("{}h {}m", seconds / hour, seconds % hour / minute);
}

// Signals are for the thread that does the work: one that came here would interrupt no system call of it. And a
// background job may write to its terminal here, where SIGTTOU would stop the whole process.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_{};
};

// What a thread inherits. No thread where the system has none to give: the work matters, its telling doesn't.
template <class Run>
std::jthread thread_without_signals(Run run) {
  const SignalsBlocked blocked;
  try {
    return std::jthread(std::move(run));
  } catch (const std::system_error&) {
    return {};
  }
}

}  // namespace

ProgressStyle progress_style(const Context& context) {
  const auto& asked = context.globals().progress;
  if (context.globals().quiet || asked == "none") return ProgressStyle::none;
  const bool can_rewrite = context.surroundings().is_err_terminal && context.has_able_terminal();
  return asked == "plain" || !can_rewrite ? ProgressStyle::plain : ProgressStyle::line;
}

std::string text_of(const ProgressCounts& counts, milliseconds elapsed) {
  std::string text = fmt::format("{} done", counts.done);
  if (counts.failed > 0) text += fmt::format(", {} failed", counts.failed);
  if (elapsed <= milliseconds::zero()) return text;
  text += fmt::format(", {:.0f}/s", static_cast<double>(counts.done + counts.failed) / in_seconds(elapsed));
  if (counts.part <= 0 || counts.whole < counts.part) return text;
  const double rest = static_cast<double>(counts.whole - counts.part) / static_cast<double>(counts.part);
  return text + fmt::format(", {} left", about(static_cast<std::int64_t>(in_seconds(elapsed) * rest)));
}

ProgressTeller::ProgressTeller(ProgressStyle style, std::string name, int width)
    : style_(style),
      name_(std::move(name)),
      width_(static_cast<std::size_t>(std::max(width, 2))),
      due_(style == ProgressStyle::line ? silence : between_lines) {}

std::string ProgressTeller::at(milliseconds elapsed, const ProgressCounts& counts) {
  if (style_ == ProgressStyle::none || elapsed < due_) return {};
  const std::string text = fmt::format("{}: {}", name_, text_of(counts, elapsed));
  if (style_ == ProgressStyle::line) return line(text);
  due_ += between_lines;
  return fmt::format("nexor: {}\n", text);
}

// A terminal goes on to the next line when its last cell is written.
std::string ProgressTeller::line(const std::string& text) {
  const std::string fitting = text.substr(0, width_ - 1);
  shown_ = std::max(shown_, fitting.size());
  return fmt::format("\r{:<{}}", fitting, shown_);
}

std::string ProgressTeller::clearing() const {
  return shown_ == 0 ? std::string() : fmt::format("\r{:<{}}\r", "", shown_);
}

Progress::Progress(Context& context)
    : Progress(context.err(),
               ProgressTeller(progress_style(context), context.command(), context.surroundings().width)) {}

Progress::Progress(std::ostream& err, ProgressTeller teller)
    : err_(err.rdbuf()),
      teller_(std::move(teller)),
      thread_(thread_without_signals([this](const std::stop_token& stop) { run(stop); })) {}

void Progress::tell(const ProgressCounts& counts) {
  done_ = counts.done;
  failed_ = counts.failed;
  part_ = counts.part;
  whole_ = counts.whole;
}

ProgressCounts Progress::counts() const { return {done_, failed_, part_, whole_}; }

void Progress::run(const std::stop_token& stop) {
  const auto began = std::chrono::steady_clock::now();
  for (pause(stop); !stop.stop_requested(); pause(stop)) {
    const auto elapsed = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
    if (const std::string text = teller_.at(elapsed, counts()); !text.empty()) err_ << text << std::flush;
  }
  err_ << teller_.clearing() << std::flush;
}

void Progress::pause(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  stopped_.wait_for(lock, stop, tick, [] { return false; });
}

}  // namespace nexor
