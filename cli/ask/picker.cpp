#include "cli/ask/picker.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cli/output/paint.h"
#include "cli/output/width.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

constexpr std::size_t stretch = 64;
constexpr std::size_t most_held = 4 * stretch;

// Beside the line with the question and the one that counts. A tall terminal isn't filled.
std::size_t rows_on(const ScreenSize& size) {
  constexpr int enough = 10;
  return static_cast<std::size_t>(std::clamp(size.height - 2, 1, std::max(enough, size.height / 2)));
}

std::string in_thousands(std::int64_t number) {
  constexpr std::size_t group = 3;
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && (digits.size() - at) % group == 0) text += ',';
    text += digits[at];
  }
  return text;
}

std::string without_last_word(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  text.erase(text.find_last_of(' ') + 1);
  return text;
}

}  // namespace

Picker::Picker(Choices& choices, std::string question) : choices_(choices), question_(std::move(question)) { narrow(); }

const Choice* Picker::selected() const { return held_.empty() ? nullptr : &held_[at_]; }

void Picker::narrow() {
  choices_.narrow(typed_);
  count_.reset();
  go_home();
  is_stale_ = false;
}

void Picker::restart(std::vector<Choice> held, std::optional<std::int64_t> first) {
  held_.assign(std::make_move_iterator(held.begin()), std::make_move_iterator(held.end()));
  first_ = first;
}

void Picker::go_home() {
  restart(choices_.behind(nullptr, stretch), 0);
  has_beginning_ = true;
  has_end_ = held_.size() < stretch;
  at_ = top_ = 0;
  if (has_end_) count_ = ChoiceCount{static_cast<std::int64_t>(held_.size()), true};
}

void Picker::go_to_end() {
  std::vector<Choice> last = choices_.before(nullptr, stretch);
  const bool is_counted = count_ && count_->is_exact;
  const auto size = static_cast<std::int64_t>(last.size());
  has_beginning_ = last.size() < stretch;
  has_end_ = true;
  restart(std::move(last), is_counted ? std::optional(count_->number - size) : std::nullopt);
  if (has_beginning_) first_ = 0;
  at_ = held_.empty() ? 0 : held_.size() - 1;
}

bool Picker::step_down() {
  if (at_ + 1 >= held_.size()) {
    if (has_end_ || held_.empty()) return false;
    std::vector<Choice> more = choices_.behind(&held_.back(), stretch);
    has_end_ = more.size() < stretch;
    if (more.empty()) return false;
    std::move(more.begin(), more.end(), std::back_inserter(held_));
  }
  ++at_;
  if (held_.size() <= most_held) return true;
  held_.erase(held_.begin(), held_.begin() + std::ptrdiff_t{stretch});
  has_beginning_ = false;
  if (first_) *first_ += static_cast<std::int64_t>(stretch);
  at_ -= stretch;
  top_ -= std::min(top_, stretch);
  return true;
}

bool Picker::step_up() {
  if (at_ == 0) {
    if (has_beginning_ || held_.empty()) return false;
    std::vector<Choice> more = choices_.before(&held_.front(), stretch);
    has_beginning_ = more.size() < stretch;
    if (more.empty()) return false;
    if (first_) *first_ -= std::ssize(more);
    if (has_beginning_) first_ = 0;
    at_ += more.size();
    top_ += more.size();
    held_.insert(held_.begin(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  --at_;
  if (held_.size() <= most_held) return true;
  held_.erase(held_.end() - std::ptrdiff_t{stretch}, held_.end());
  has_end_ = false;
  return true;
}

void Picker::move(std::int64_t by) {
  while (by > 0 && step_down()) --by;
  while (by < 0 && step_up()) ++by;
}

void Picker::edit(const Key& key) {
  constexpr std::size_t longest = 1024;
  const std::string before = typed_;
  if (key.kind == KeyKind::text && typed_.size() < longest) typed_ += key.text;
  if (key.kind == KeyKind::erase) typed_ = without_last_character(typed_);
  if (key.kind == KeyKind::erase_word) typed_ = without_last_word(typed_);
  if (key.kind == KeyKind::erase_all) typed_.clear();
  is_stale_ = is_stale_ || typed_ != before;
}

Picker::Step Picker::press(const Key& key, const ScreenSize& size) {
  using enum KeyKind;
  const auto page = static_cast<std::int64_t>(rows_on(size));
  const bool is_edit = key.kind == text || key.kind == erase || key.kind == erase_word || key.kind == erase_all;
  if (!is_edit && is_stale_ && key.kind != leave) narrow();
  switch (key.kind) {
    case text:
    case erase:
    case erase_word:
    case erase_all:
      edit(key);
      return Step::goes_on;
    case up:
      move(-1);
      return Step::goes_on;
    case down:
      move(1);
      return Step::goes_on;
    case page_up:
      move(-page);
      return Step::goes_on;
    case page_down:
      move(page);
      return Step::goes_on;
    case home:
      go_home();
      return Step::goes_on;
    case end:
      go_to_end();
      return Step::goes_on;
    case redraw:
      return Step::goes_on;
    case enter:
      return held_.empty() ? Step::goes_on : Step::taken;
    case leave:
      return Step::left;
    case end_of_input:
      return typed_.empty() ? Step::left : Step::goes_on;
  }
  return Step::goes_on;
}

bool Picker::catch_up() {
  if (is_stale_) {
    narrow();
    return true;
  }
  if (count_) return false;
  count_ = choices_.count();
  return true;
}

std::string Picker::state_line() const {
  constexpr std::string_view keys = "type to narrow; Up, Down, Enter; Esc leaves";
  if (held_.empty()) return typed_.empty() ? "nothing to choose; Esc leaves" : "nothing is found; Esc leaves";
  std::string place = first_ ? in_thousands(*first_ + static_cast<std::int64_t>(at_) + 1) : "";
  if (count_) {
    if (!place.empty()) place += ' ';
    place += fmt::format("of {}{}", count_->is_exact ? "" : "more than ", in_thousands(count_->number));
  }
  return place.empty() ? std::string(keys) : fmt::format("{}  {}", place, keys);
}

PickerView Picker::view(const ScreenSize& size, const Paint& paint) {
  const std::size_t rows = rows_on(size);
  const int width = std::max(size.width - 1, 1);
  top_ = std::min(top_, at_);
  if (at_ >= top_ + rows) top_ = at_ + 1 - rows;
  if (held_.size() < top_ + rows) top_ = held_.size() - std::min(rows, held_.size());
  const auto begin = held_.begin() + static_cast<std::ptrdiff_t>(top_);
  const auto count = static_cast<std::ptrdiff_t>(std::min(rows, held_.size() - top_));

  constexpr int least_room = 8;
  constexpr int marker = 2;
  const int asked = display_width(question_);
  const std::string question = width - asked >= least_room ? question_ : "";
  const std::string typed = end_of(harmless(typed_), width - display_width(question));
  PickerView view{.lines = {question + typed}, .cursor = display_width(question) + display_width(typed)};
  for (const std::string& line : lines_of({begin, begin + count}, std::max(width - marker, 1))) {
    const bool is_selected = top_ + view.lines.size() - 1 == at_;
    view.lines.push_back(is_selected ? paint(Ink::strong, "> " + line) : "  " + line);
  }
  if (size.height > 2) view.lines.push_back(paint(Ink::faint, cut(state_line(), width)));
  return view;
}

}  // namespace nexor
