#include "cli/output/paint.h"

namespace nexor {

namespace {

// The parameter of ECMA-48's SGR; empty for plain.
std::string_view rendition(Ink ink) {
  switch (ink) {
    case Ink::plain:
      return "";
    case Ink::strong:
      return "1";
    case Ink::faint:
      return "2";
    case Ink::good:
      return "32";
    case Ink::warning:
      return "33";
    case Ink::bad:
      return "31";
  }
  return "";
}

ColourChoice choice_of(ColourChoice option, const ColourEnvironment& environment, ColourChoice configuration) {
  if (option != ColourChoice::automatic) return option;
  if (environment.no_color && !environment.no_color->empty()) return ColourChoice::never;
  const auto& forced = environment.clicolor_force;
  if (forced && !forced->empty() && *forced != "0") return ColourChoice::always;
  return configuration;
}

}  // namespace

std::string Paint::operator()(Ink ink, std::string_view text) const {
  const std::string_view parameter = rendition(ink);
  if (!on_ || text.empty() || parameter.empty()) return std::string{text};
  return std::string{"\x1b["}.append(parameter).append("m").append(text).append("\x1b[0m");
}

bool is_able_terminal(const std::optional<std::string_view>& term) { return term && !term->empty() && *term != "dumb"; }

bool wants_colour(ColourChoice option, const ColourEnvironment& environment, ColourChoice configuration,
                  bool is_terminal) {
  switch (choice_of(option, environment, configuration)) {
    case ColourChoice::always:
      return true;
    case ColourChoice::never:
      return false;
    case ColourChoice::automatic:
      break;
  }
  return is_terminal && is_able_terminal(environment.term);
}

}  // namespace nexor
