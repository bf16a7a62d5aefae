#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/parse/global_options.h"

namespace nexor {

// What could stand next on a command line.
struct Candidate {
  std::string word;
  std::string says;  // a few words about it
};

// What the declared commands offer for the last of `words`, which is being typed and may be empty; `words` are those
// behind the program's name. Of an operand or a value that isn't a choice only its name is known: then `wanted` says
// what it is called ("FILE", "SUBSCRIPTION"), of which command and which option, and what the line says besides.
struct Completion {
  std::vector<Candidate> candidates;
  std::string command;
  std::string option;  // whose value it is; empty for an operand
  std::string wanted;
  std::string prefix;                 // what stands before the value in the same word: `--reason=`
  std::string typed;                  // of the value
  std::vector<std::string> operands;  // in front of it
  GlobalOptions globals;              // as the line gives them
  // How it would answer: where there is a command.
  std::function<AnswerForm(Context&)> answer;
};

Completion complete(std::span<const std::string> words, std::span<const CommandEntry> index);

}  // namespace nexor
