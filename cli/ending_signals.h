#pragma once

#include <array>
#include <csignal>
#include <string>

namespace nexor {

// What somebody ends a process with.
constexpr std::array ending_signals{SIGINT, SIGTERM, SIGHUP};

// What is still done where one of them ends this process: files that are only begun are removed, then something is said
// on stderr. Where it is ignored, or held, nothing ends.

// The file of that name is removed, until it is kept again.
void remove_at_end(const char* path);
void keep_at_end(const char* path);

// What is said, for each of the signals; null where nothing is.
using WordsAtEnd = std::array<const std::string*, ending_signals.size()>;

// Gives what would have been said before. The words have to live until others are said.
WordsAtEnd say_at_end(const WordsAtEnd& words);

}  // namespace nexor
