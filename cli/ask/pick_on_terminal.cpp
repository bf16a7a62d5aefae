#include "cli/ask/pick_on_terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "cli/ask/picker.h"
#include "cli/ask/terminal_mode.h"
#include "cli/ask/terminal_signals.h"
#include "cli/output/paint.h"
#include "cli/output/width.h"

namespace nexor {

namespace {

using Came = TerminalSignals::Came;

void say(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(STDERR_FILENO, text.data(), text.size());
    if (count < 0 && errno != EINTR) return;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
}

ScreenSize size_of_terminal() {
  winsize size{};
  ScreenSize screen;
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0) return screen;
  if (size.ws_col > 0) screen.width = size.ws_col;
  if (size.ws_row > 0) screen.height = size.ws_row;
  return screen;
}

// Keys come one by one and aren't shown; those that stand for signals still do.
void read_key_by_key(termios& mode) {
  mode.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ECHONL | IEXTEN);
  mode.c_cc[VMIN] = 1;
  mode.c_cc[VTIME] = 0;
}

// The lines of the picker, from the one on which the cursor stands. It rests on the first of them, so that whatever is
// below can be cleared from there. Pasted text is asked to be marked as such.
class Screen {
 public:
  Screen() { say("\x1b[?2004h"); }
  ~Screen() { say("\r\x1b[J\x1b[?25h\x1b[?2004l"); }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  void show(const PickerView& view) {
    std::string text = "\x1b[?25l\r";
    for (const std::string& line : view.lines) {
      if (&line != &view.lines.front()) text += "\r\n";
      text += line + "\x1b[K";
    }
    text += "\x1b[J\r";
    if (view.lines.size() > 1) text += fmt::format("\x1b[{}A", view.lines.size() - 1);
    if (view.cursor > 0) text += fmt::format("\x1b[{}C", view.cursor);
    say(text + "\x1b[?25h");
    cursor_ = view.cursor;
  }

  // A terminal that got narrower breaks the first line anew, and the cursor goes down with its end.
  void clear_for(const ScreenSize& size) const {
    const int rows = size.width > 0 ? cursor_ / size.width : 0;
    say(rows > 0 ? fmt::format("\x1b[{}A\r\x1b[J", rows) : "\r\x1b[J");
  }

 private:
  int cursor_ = 0;
};

// One turn at the terminal: up to a choice, or until it is left or a signal comes.
class Turn {
 public:
  Turn(Picker& picker, const Paint& paint) : picker_(picker), paint_(paint) {}

  Picker::Step run() {
    for (;;) {
      screen_.show(picker_.view(size_, paint_));
      const Picker::Step step = next();
      if (step != Picker::Step::goes_on) return step;
    }
  }

 private:
  // Up to where there is something new to show.
  Picker::Step next() {
    constexpr std::chrono::milliseconds now{0};
    constexpr std::chrono::milliseconds as_long_as_a_key_takes{100};
    for (;;) {
      const auto patience = keys_.is_open() ? std::optional(as_long_as_a_key_takes)
                            : is_caught_up_ ? std::nullopt
                                            : std::optional(now);
      switch (signals_.wait(patience)) {
        case Came::input:
          if (const auto step = read_key()) return *step;
          break;
        case Came::signal:
          return Picker::Step::left;
        case Came::size:
          size_ = size_of_terminal();
          screen_.clear_for(size_);
          return Picker::Step::goes_on;
        case Came::nothing:
          if (const auto step = keys_.is_open() ? press(keys_.settle()) : catch_up()) return *step;
      }
    }
  }

  // Byte by byte, so that what comes behind a choice is left for the next question. Null where nothing has changed.
  std::optional<Picker::Step> read_key() {
    char byte = 0;
    const ssize_t count = read(STDIN_FILENO, &byte, 1);
    if (count < 0 && errno == EINTR) return {};
    if (count <= 0) return Picker::Step::left;
    return press(keys_.take(byte));
  }

  std::optional<Picker::Step> press(const std::optional<Key>& key) {
    if (!key) return {};
    is_caught_up_ = false;
    return picker_.press(*key, size_);
  }

  std::optional<Picker::Step> catch_up() {
    is_caught_up_ = !picker_.catch_up();
    if (is_caught_up_) return {};
    return Picker::Step::goes_on;
  }

  Picker& picker_;
  const Paint& paint_;
  const TerminalSignals signals_;
  const TerminalMode key_by_key_{TCSADRAIN, read_key_by_key};  // what is typed ahead is kept
  Screen screen_;
  ScreenSize size_ = size_of_terminal();
  KeyReader keys_;
  bool is_caught_up_ = false;
};

}  // namespace

std::optional<Choice> pick_on_terminal(Choices& choices, const std::string& question, const Paint& paint) {
  Picker picker(choices, question);
  auto step = Turn(picker, paint).run();
  while (step == Picker::Step::left && TerminalSignals::was_stopped()) step = Turn(picker, paint).run();
  if (step != Picker::Step::taken) return {};
  const Choice chosen = *picker.selected();
  say(cut(question + lines_of({chosen}, size_of_terminal().width).front(), size_of_terminal().width) + "\n");
  return chosen;
}

}  // namespace nexor
