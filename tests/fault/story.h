#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nexor::fault {

// A command as it is typed, and what it finds on standard input. Each has to succeed, or to answer with `exit`.
struct Step {
  std::string line;
  std::string input = {};
  int exit = 0;
};

// A desk from its making on, in which every command that changes a store does so at least once.
std::vector<Step> story_of_a_desk();

// More rows than a batch takes in one change: first what has to be there, then the batch and its end.
std::vector<Step> story_before_a_batch();
std::vector<Step> story_of_a_batch();

// The commands that change nothing in a store.
std::span<const std::string_view> reading_commands();

// The command that a line types, by its name in the index; empty where there is none of that name.
std::string_view command_in(std::string_view line);

}  // namespace nexor::fault
