#include "cli/parse/wrap.h"

#include <fmt/format.h>

namespace nexor {

namespace {

// How much of `text` goes into `room`: all of it, else up to its last blank there, else what there is room for.
std::size_t line_length(std::string_view text, std::size_t room, std::size_t mark) {
  if (text.size() <= room) return text.size();
  const std::size_t blank = text.rfind(' ', room - mark);
  return blank == std::string_view::npos || blank == 0 ? room - mark : blank;
}

}  // namespace

std::string wrapped(std::string_view text, std::string_view first, std::string_view margin, std::size_t width,
                    std::string_view mark) {
  std::string lines;
  std::string_view start = first;
  do {
    const std::size_t length = line_length(text, width - start.size(), mark.size());
    const bool goes_on = length < text.size();
    lines += fmt::format("{}{}{}\n", start, text.substr(0, length), goes_on ? mark : "");
    text.remove_prefix(goes_on && text[length] == ' ' ? length + 1 : length);
    start = margin;
  } while (!text.empty());
  return lines;
}

}  // namespace nexor
