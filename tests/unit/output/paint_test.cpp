#include "cli/output/paint.h"

#include <doctest/doctest.h>

#include <vector>

namespace nexor {

TEST_CASE("paint stands around the text, and returns to plain") {
  const Paint paint{true};
  CHECK(paint(Ink::strong, "ID") == "\x1b[1mID\x1b[0m");
  CHECK(paint(Ink::bad, "failed") == "\x1b[31mfailed\x1b[0m");
  CHECK(paint(Ink::plain, "K-1") == "K-1");
  CHECK(paint(Ink::good, "").empty());
}

TEST_CASE("paint that is off changes nothing") {
  const Paint paint{false};
  for (const Ink ink : {Ink::plain, Ink::strong, Ink::faint, Ink::good, Ink::warning, Ink::bad}) {
    CHECK(paint(ink, "failed") == "failed");
  }
}

TEST_CASE("the first that has a say decides about colour") {
  constexpr auto automatic = ColourChoice::automatic;
  constexpr auto always = ColourChoice::always;
  constexpr auto never = ColourChoice::never;
  constexpr auto absent = std::nullopt;
  struct Case {
    ColourChoice option;
    ColourEnvironment environment;
    ColourChoice configuration;
    bool is_terminal;
    bool coloured;
  };
  const std::vector<Case> cases{
      // Nothing said: the terminal and TERM.
      {automatic, {absent, absent, "xterm"}, automatic, true, true},
      {automatic, {absent, absent, "xterm"}, automatic, false, false},
      {automatic, {absent, absent, "dumb"}, automatic, true, false},
      {automatic, {absent, absent, ""}, automatic, true, false},
      {automatic, {absent, absent, absent}, automatic, true, false},
      // The configuration comes before the terminal.
      {automatic, {absent, absent, "dumb"}, always, false, true},
      {automatic, {absent, absent, "xterm"}, never, true, false},
      // CLICOLOR_FORCE comes before the configuration.
      {automatic, {absent, "1", "dumb"}, never, false, true},
      {automatic, {absent, "", "xterm"}, automatic, false, false},
      {automatic, {absent, "0", "xterm"}, automatic, false, false},
      {automatic, {absent, "0", "xterm"}, automatic, true, true},
      // NO_COLOR comes before CLICOLOR_FORCE, and counts when it is not empty.
      {automatic, {"1", "1", "xterm"}, always, true, false},
      {automatic, {"0", absent, "xterm"}, automatic, true, false},
      {automatic, {"", absent, "xterm"}, automatic, true, true},
      {automatic, {"", "1", "xterm"}, automatic, false, true},
      // The option comes before everything.
      {always, {"1", "0", "dumb"}, never, false, true},
      {never, {absent, "1", "xterm"}, always, true, false},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CAPTURE(i);
    const auto& [option, environment, configuration, is_terminal, coloured] = cases[i];
    CHECK(wants_colour(option, environment, configuration, is_terminal) == coloured);
  }
}

}  // namespace nexor
