#pragma once

#include <span>
#include <string_view>
#include <variant>

namespace nexor {

class Fence;
struct CommandEntry;

// The first word of commands of two words, where it stands alone or before a word that is none of theirs: `account`.
struct GroupWord {
  std::string_view word;
};

using NamedCommand = std::variant<std::monostate, GroupWord, const CommandEntry*>;

// Reads the line up to its command of one or two words, with the options around them. Where there is none, the fence
// is told so.
NamedCommand find_command(Fence& fence, std::span<const CommandEntry> index);

}  // namespace nexor
