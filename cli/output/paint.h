#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nexor {

// What a piece of text is, as far as colour can say it. Colour never says it alone: the words do, too.
enum class Ink { plain, strong, faint, good, warning, bad };

// Puts a terminal's colours around text. Width is measured before painting.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}

  // The text between its colour and the return to plain; unchanged when off, plain or empty.
  std::string operator()(Ink ink, std::string_view text) const;

 private:
  bool on_;
};

// Whether TERM names a terminal that can do more than show one character behind the other: not where it is `dumb`, nor
// where nothing is known of it.
bool is_able_terminal(const std::optional<std::string_view>& term);

enum class ColourChoice { automatic, always, never };

// The variables that have a say; null where one is not set.
struct ColourEnvironment {
  std::optional<std::string_view> no_color;
  std::optional<std::string_view> clicolor_force;
  std::optional<std::string_view> term;
};

// Whether to paint what goes to one stream. The first that decides does; `auto` leaves it to what comes behind it:
//
//   1. `--color`
//   2. NO_COLOR (https://no-color.org), set and not empty: no
//   3. CLICOLOR_FORCE (https://bixense.com/clicolors), set, not empty and not `0`: yes
//   4. the configuration
//   5. the terminal: yes where the stream is one that can do more than show text
bool wants_colour(ColourChoice option, const ColourEnvironment& environment, ColourChoice configuration,
                  bool is_terminal);

}  // namespace nexor
