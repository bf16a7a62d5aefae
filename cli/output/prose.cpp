#include "cli/output/prose.h"

#include <algorithm>

#include "cli/output/width.h"

namespace nexor {

namespace {

bool names_command(std::string_view line) { return line.starts_with("next: ") || line.starts_with("or: "); }

void add_line(std::string_view line, int width, std::string& text) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  const std::string margin(indent + 4, ' ');
  text += line.substr(0, indent);
  line.remove_prefix(indent);
  if (names_command(line)) {
    text += line;
    return;
  }
  int taken = static_cast<int>(indent);
  for (bool is_first = true; !line.empty(); is_first = false) {
    const std::string_view word = line.substr(0, line.find(' ', 1));  // with the blank before it
    const int room = display_width(word);
    if (is_first || taken + room <= width) {
      text += word;
      taken += room;
    } else {
      text.append("\n").append(margin).append(word.substr(1));
      taken = static_cast<int>(margin.size()) + room - 1;
    }
    line.remove_prefix(word.size());
  }
}

}  // namespace

std::string prose(std::string_view text, int width) {
  std::string broken;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    add_line(text.substr(0, end), width, broken);
    broken += '\n';
    text.remove_prefix(end + 1);
  }
  add_line(text, width, broken);
  return broken;
}

}  // namespace nexor
