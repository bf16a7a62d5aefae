#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "cli/ask/choices.h"
#include "cli/ask/keys.h"

namespace nexor {

class Paint;

// Of a terminal, in cells.
struct ScreenSize {
  int width = 80;
  int height = 24;
};

// What a picker shows: lines narrower than the terminal and no more than it has, and where on the first of them the
// cursor stands.
struct PickerView {
  std::vector<std::string> lines;
  int cursor = 0;
};

// A list that narrows as one types, in which one thing is selected: keys in, lines out. Of the choices it holds a
// stretch around the selected one. The slow work, to look for what was typed and to count it, is left for when no
// further key waits.
class Picker {
 public:
  enum class Step { goes_on, taken, left };

  Picker(Choices& choices, std::string question);

  Step press(const Key& key, const ScreenSize& size);

  // Does one piece of what is left to do; false where nothing was.
  bool catch_up();

  PickerView view(const ScreenSize& size, const Paint& paint);

  // Null where nothing is found.
  const Choice* selected() const;

 private:
  void narrow();
  void restart(std::vector<Choice> held, std::optional<std::int64_t> first);
  void move(std::int64_t by);
  bool step_down();
  bool step_up();
  void go_home();
  void go_to_end();
  void edit(const Key& key);
  std::string state_line() const;

  Choices& choices_;
  std::string question_;
  std::string typed_;
  bool is_stale_ = false;  // what is held was found by other words

  std::deque<Choice> held_;
  bool has_beginning_ = false;  // what is held begins, or ends, where the choices do
  bool has_end_ = false;
  std::optional<std::int64_t> first_;  // how many stand before it, where that is known
  std::size_t at_ = 0;                 // the selected one's place among those held
  std::size_t top_ = 0;                // the first one's that is shown
  std::optional<ChoiceCount> count_;
};

}  // namespace nexor
