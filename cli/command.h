#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lib/error.h"

namespace nexor {

class Context;

// Where a given value goes. A flag sets its bool. A vector collects: such an option may repeat, such an operand takes
// any number of words. A target has to live as long as its command; a command's `run` holds it by a shared_ptr.
using Target = std::variant<bool*, std::string*, std::optional<std::string>*, std::vector<std::string>*>;

struct Option {
  std::string name;   // "reason", without dashes
  char letter = 0;    // 'r', or 0 where it has none
  std::string value;  // what help calls its value: "CODE"; empty for a flag
  std::string help;
  Target target;
  std::vector<std::string> choices = {};  // every value there is; empty where any may come
  bool required = false;
  bool is_written = false;  // of a FILE: `-` is standard output then, not standard input
};

struct Operand {
  std::string name;  // what help calls it: "ID"
  std::string help;
  Target target;
  std::vector<std::string> choices = {};
  bool required = false;
  bool is_written = false;
};

struct Example {
  std::string line;  // without the program's name: "cancel K-1001 --reason too_expensive"
  std::string says;
};

// An answer that a run would have to ask for: what gives it instead, and the error where it alone is missing.
struct Unanswered {
  std::string given_by;  // "--reason CODE"
  Error error;
};

// How a command answers: the documents that its answer can be, by the names of their schemas, and the columns of its
// rows. What `--get` and `--columns` name has to be among them.
struct AnswerForm {
  std::vector<std::string> documents;
  std::vector<std::string> columns = {};
  bool is_list = false;  // the documents are items of one
};

// A command as data, for parsing, help, completion and the checks of man pages alike.
struct Command {
  std::string name;        // "cancel", or two words: "account add"
  std::string group = {};  // its heading in the overview: "End"; a hidden command has none
  std::string summary;
  std::vector<Operand> operands = {};
  std::vector<Option> options = {};
  std::vector<Example> examples = {};
  bool hidden = false;
  bool is_silent = false;        // tells no error and never fails: a shell asks it while somebody types
  bool repeats_no_word = false;  // one too many may be a password that somebody typed there
  // As its options are filled. Where there is none, the document of the command's own name, if it has one, and no rows.
  std::function<AnswerForm(Context&)> answer = {};
  // What it would ask for, as its options are filled. Called before the run where nobody can be asked.
  std::function<std::vector<Unanswered>(Context&)> unanswered = {};
  std::function<int(Context&)> run = {};  // the exit code
};

// A line of the index of commands. Only the command that is named gets made.
struct CommandEntry {
  std::string_view name;
  Command (*make)();
};

inline bool takes_value(const Option& option) { return !std::holds_alternative<bool*>(option.target); }
inline bool repeats(const Target& target) { return std::holds_alternative<std::vector<std::string>*>(target); }

// Declaring options.

inline Option flag(std::string name, char letter, bool& target, std::string help) {
  return {std::move(name), letter, {}, std::move(help), &target};
}
inline Option flag(std::string name, bool& target, std::string help) {
  return flag(std::move(name), 0, target, std::move(help));
}

inline Option option(std::string name, char letter, std::string value, std::optional<std::string>& target,
                     std::string help) {
  return {std::move(name), letter, std::move(value), std::move(help), &target};
}
inline Option option(std::string name, std::string value, std::optional<std::string>& target, std::string help) {
  return option(std::move(name), 0, std::move(value), target, std::move(help));
}

inline Option required_option(std::string name, char letter, std::string value, std::string& target, std::string help) {
  return {std::move(name), letter, std::move(value), std::move(help), &target, {}, true};
}
inline Option required_option(std::string name, std::string value, std::string& target, std::string help) {
  return required_option(std::move(name), 0, std::move(value), target, std::move(help));
}

inline Option repeatable(std::string name, std::string value, std::vector<std::string>& target, std::string help) {
  return {std::move(name), 0, std::move(value), std::move(help), &target};
}

// Declaring operands.

inline Operand one(std::string name, std::string& target, std::string help) {
  return {std::move(name), std::move(help), &target, {}, true};
}
inline Operand maybe(std::string name, std::optional<std::string>& target, std::string help) {
  return {std::move(name), std::move(help), &target};
}
inline Operand any(std::string name, std::vector<std::string>& target, std::string help) {
  return {std::move(name), std::move(help), &target};
}
inline Operand one_or_more(std::string name, std::vector<std::string>& target, std::string help) {
  return {std::move(name), std::move(help), &target, {}, true};
}

// The same option or operand, whose FILE is written and not read.
template <typename Declared>
Declared written(Declared declared) {
  declared.is_written = true;
  return declared;
}

// The same option or operand, which takes one of these words and no other.
template <typename Declared>
Declared one_of(std::vector<std::string> choices, Declared declared) {
  declared.choices = std::move(choices);
  return declared;
}

}  // namespace nexor
