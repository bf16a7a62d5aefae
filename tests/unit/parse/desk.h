#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace nexor {

using Line = std::vector<std::string_view>;

// A few commands, declared as the real ones are.
std::span<const CommandEntry> desk();

// What a line comes to, in one line of text: "cancel SUBSCRIPTION=[A1] reason=[moved] yes", "help cancel", or the
// mistake: "! no command 'lsit' (did you mean 'list'?)".
std::string outcome(const Line& line);
// The same, for a mistake without its hint.
std::string mistake(const Line& line);

struct Case {
  Line line;
  std::string comes_to;  // its outcome
};

void check(std::initializer_list<Case> cases);

}  // namespace nexor
