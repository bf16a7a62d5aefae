#include "cli/ask/picker.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "cli/output/paint.h"
#include "cli/output/width.h"

namespace nexor {

namespace {

using Step = Picker::Step;

// `x0000`, `x0001` and so on, which begin with what was typed; the most that was asked for at once is kept.
class Many final : public Choices {
 public:
  explicit Many(int count) : all_(count) {}

  void narrow(const std::string& words) override {
    found_.clear();
    for (int i = 0; i < all_; ++i) {
      std::string key = fmt::format("x{:04}", i);
      if (key.starts_with(words)) found_.push_back({key, {key, "Name"}});
    }
  }
  std::vector<Choice> behind(const Choice* one, std::size_t most) override {
    auto begin = found_.begin();
    if (one != nullptr) begin = std::ranges::find(found_, one->value, &Choice::value) + 1;
    return {begin, begin + std::min<std::ptrdiff_t>(found_.end() - begin, static_cast<std::ptrdiff_t>(most))};
  }
  std::vector<Choice> before(const Choice* one, std::size_t most) override {
    auto end = found_.end();
    if (one != nullptr) end = std::ranges::find(found_, one->value, &Choice::value);
    return {end - std::min<std::ptrdiff_t>(end - found_.begin(), static_cast<std::ptrdiff_t>(most)), end};
  }
  ChoiceCount count() override {
    const std::int64_t most = 5000;
    const auto size = static_cast<std::int64_t>(found_.size());
    return {std::min(size, most), size <= most};
  }

 private:
  int all_;
  std::vector<Choice> found_;
};

constexpr ScreenSize usual{.width = 80, .height = 24};

// A picker at work, and what it shows when it has caught up.
class Desk {
 public:
  explicit Desk(Choices& choices, ScreenSize size = usual) : picker_(choices, "Which? "), size_(size) {}

  Step press(KeyKind kind, int times = 1) {
    Step step = Step::goes_on;
    for (int i = 0; i < times; ++i) step = picker_.press({.kind = kind}, size_);
    return step;
  }
  void type(const std::string& text) { picker_.press({.kind = KeyKind::text, .text = text}, size_); }
  void resize(ScreenSize size) { size_ = size; }

  PickerView view() {
    while (picker_.catch_up()) {
    }
    return picker_.view(size_, Paint(false));
  }
  std::string selected() {
    view();
    return picker_.selected() ? picker_.selected()->value : "";
  }
  // How the line behind the last one begins, which counts.
  std::string place() {
    const std::string last = view().lines.back();
    return last.substr(0, last.find("  "));
  }

 private:
  Picker picker_;
  ScreenSize size_;
};

std::vector<Choice> choices_of(const std::vector<std::string>& names) {
  std::vector<Choice> choices;
  for (const std::string& name : names) choices.push_back({name, {name}});
  return choices;
}

}  // namespace

TEST_CASE("keys move within the list, and no further") {
  Many many(340);
  struct Row {
    std::vector<std::pair<KeyKind, int>> keys;
    std::string place;
  };
  using enum KeyKind;
  for (const Row& row : std::vector<Row>{{{}, "1 of 340"},
                                         {{{up, 1}}, "1 of 340"},
                                         {{{down, 11}}, "12 of 340"},
                                         {{{down, 11}, {up, 2}}, "10 of 340"},
                                         {{{down, 1000}}, "340 of 340"},
                                         {{{page_down, 1}}, "13 of 340"},
                                         {{{page_down, 3}, {page_up, 2}}, "13 of 340"},
                                         {{{page_down, 1000}, {page_up, 1000}}, "1 of 340"},
                                         {{{end, 1}}, "340 of 340"},
                                         {{{end, 1}, {up, 200}}, "140 of 340"},
                                         {{{end, 1}, {home, 1}}, "1 of 340"},
                                         {{{end, 1}, {up, 1000}}, "1 of 340"}}) {
    Desk desk(many);
    desk.view();
    for (const auto& [key, times] : row.keys) desk.press(key, times);
    CAPTURE(row.place);
    CHECK(desk.place() == row.place);
    CHECK(desk.selected() == fmt::format("x{:04}", std::stoi(row.place) - 1));
  }
}

TEST_CASE("a list that is too long to count is walked through from both ends") {
  Many many(6000);
  Desk desk(many);
  CHECK(desk.place() == "1 of more than 5,000");
  desk.press(KeyKind::down, 5999);
  CHECK(desk.place() == "6,000 of more than 5,000");
  desk.press(KeyKind::up, 5999);
  CHECK(desk.place() == "1 of more than 5,000");
  desk.press(KeyKind::end);
  CHECK(desk.selected() == "x5999");
  CHECK(desk.place() == "of more than 5,000");
  desk.press(KeyKind::up, 5000);
  CHECK(desk.selected() == "x0999");
}

TEST_CASE("what is typed narrows, and what is erased widens") {
  Many many(340);
  Desk desk(many);
  desk.type("x");
  desk.type("02");
  CHECK(desk.view().lines.front() == "Which? x02");
  CHECK(desk.view().cursor == 10);
  CHECK(desk.place() == "1 of 100");
  CHECK(desk.selected() == "x0200");
  desk.press(KeyKind::erase);
  CHECK(desk.place() == "1 of 340");
  desk.type("9");
  CHECK(desk.view().lines.back() == "nothing is found; Esc leaves");
  CHECK(desk.press(KeyKind::enter) == Step::goes_on);
  CHECK(desk.press(KeyKind::down) == Step::goes_on);
  CHECK(desk.press(KeyKind::end) == Step::goes_on);
  desk.press(KeyKind::erase_all);
  CHECK(desk.view().lines.front() == "Which? ");
  desk.type("x03 y");
  desk.press(KeyKind::erase_word);
  CHECK(desk.view().lines.front() == "Which? x03 ");
}

TEST_CASE("Enter takes what was typed up to then, though it wasn't looked for yet") {
  Many many(340);
  Desk desk(many);
  desk.type("x0123");
  CHECK(desk.press(KeyKind::enter) == Step::taken);
  CHECK(desk.selected() == "x0123");
}

TEST_CASE("Esc leaves, and so does the end of the input where nothing is typed") {
  Many many(3);
  Desk desk(many);
  CHECK(desk.press(KeyKind::leave) == Step::left);
  CHECK(desk.press(KeyKind::end_of_input) == Step::left);
  desk.type("x");
  CHECK(desk.press(KeyKind::end_of_input) == Step::goes_on);
}

TEST_CASE("one whole character is erased at a time") {
  Many many(3);
  Desk desk(many);
  for (const char* character : {"a", "e\u0301", "東", "👩‍💻", "🇩🇪"}) {
    CAPTURE(character);
    desk.press(KeyKind::erase_all);
    desk.type(character);
    desk.press(KeyKind::erase);
    CHECK(desk.view().lines.front() == "Which? ");
  }
}

TEST_CASE("no line is as wide as the terminal, and there are no more than it has") {
  NumberedChoices choices(choices_of(
      {"plain", std::string(300, 'w'), "東京太郎東京太郎東京太郎東京太郎東京太郎東京太郎", "e\u0301e\u0301e\u0301",
       "a\x1b[31mred\nline", "A\u202eB", "👩‍💻👩‍💻👩‍💻", "8", "9", "10", "11", "12", "13", "14"}));
  for (const int width : {200, 80, 60, 20, 10, 4}) {
    for (const int height : {50, 24, 20, 5, 3}) {
      Desk desk(choices, {width, height});
      desk.type("");
      for (int at = 0; at < 14; ++at) {
        const PickerView view = desk.view();
        CHECK(view.lines.size() <= static_cast<std::size_t>(height));
        CHECK(view.cursor < width);
        for (const std::string& line : view.lines) {
          CAPTURE(line);
          CHECK(display_width(line) < width);
          CHECK(line.find_first_of("\x1b\n\r") == std::string::npos);
        }
        CHECK(std::ranges::count_if(view.lines, [](const std::string& line) { return line.starts_with("> "); }) == 1);
        desk.press(KeyKind::down);
      }
    }
  }
}

TEST_CASE("the selected one stays in sight when the terminal changes") {
  Many many(340);
  Desk desk(many, {200, 50});
  desk.press(KeyKind::down, 22);
  for (const ScreenSize size : {ScreenSize{60, 20}, ScreenSize{80, 5}, ScreenSize{200, 50}}) {
    desk.resize(size);
    const auto lines = desk.view().lines;
    CHECK(std::ranges::count(lines, "> x0022  Name") == 1);
  }
}

TEST_CASE("what is typed and is too long shows its end") {
  Many many(3);
  Desk desk(many, {20, 10});
  for (int i = 0; i < 30; ++i) desk.type("東");
  desk.type("z");
  CHECK(desk.view().lines.front() == "Which? 東東東東東z");
}

TEST_CASE("numbered choices are found by their number, their code in any spelling, and words") {
  struct Row {
    std::string typed;
    std::string found;
  };
  for (const Row& row : std::vector<Row>{{"2", "unused"},
                                         {"too_exp", "too_expensive"},
                                         {"Too-Exp", "too_expensive"},
                                         {"expensive too", "too_expensive"},
                                         {"enough", "unused"},
                                         {"", "too_expensive,unused"},
                                         {"  ", "too_expensive,unused"},
                                         {"?", ""},
                                         {"9", ""}}) {
    NumberedChoices choices(
        {{"too_expensive", {"too_expensive", "Costs too much"}}, {"unused", {"unused", "Not enough"}}});
    choices.narrow(row.typed);
    std::string found;
    for (const Choice& choice : choices.behind(nullptr, 9)) found += (found.empty() ? "" : ",") + choice.value;
    CAPTURE(row.typed);
    CHECK(found == row.found);
  }
}

}  // namespace nexor
