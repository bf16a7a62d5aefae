#pragma once

#include <functional>
#include <string>
#include <vector>

namespace nexor {

class Context;

// What can be chosen: what stands for it, and what a person reads of it.
struct Choice {
  std::string value;
  std::string text;
};

// Shows some things as a numbered list, asks, and gives what was answered: the value whose number was typed, or else
// the very words. Throws declined at the end of the input, and where nothing is typed.
std::string choose(Context& context, const std::vector<Choice>& choices, const std::string& question);

// The same for what has to be one that `check` lets pass: what that throws is told, and it is asked again, a few times.
std::string choose_one(Context& context, const std::vector<Choice>& choices, const std::string& question,
                       const std::function<void(const std::string&)>& check);

}  // namespace nexor
