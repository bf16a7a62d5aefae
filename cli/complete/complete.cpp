#include "cli/complete/complete.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "cli/answer_form.h"
#include "cli/list_options.h"
#include "cli/parse/topic.h"

namespace nexor {

namespace {

// A line up to its last word, taken apart as far as it goes; mistakes are passed over.
class Line {
 public:
  Line(std::span<const std::string> words, std::span<const CommandEntry> index) : index_(index) {
    globals_ = global_options(global_words_);
    for (const std::string& word : words.first(words.size() - 1)) read(word);
    complete(words.back());
  }

  Completion take() {
    completion_.globals = std::move(global_words_.options);
    if (command_) {
      completion_.answer = [command = *command_](Context& context) { return answer_form_of(command, context); };
    }
    return std::move(completion_);
  }

 private:
  std::vector<const Option*> options() const {
    std::vector<const Option*> all;
    if (command_) {
      for (const Option& option : command_->options) all.push_back(&option);
    }
    for (const Option& option : globals_) all.push_back(&option);
    return all;
  }

  const Option* find_option(std::string_view word) const {
    for (const Option* option : options()) {
      const bool is_long = word.starts_with("--") && word.substr(2) == option->name;
      const bool is_short = word.size() == 2 && word[0] == '-' && option->letter != 0 && word[1] == option->letter;
      if (is_long || is_short) return option;
    }
    return nullptr;
  }

  void read(const std::string& word) {
    if (pending_ != nullptr) {
      take_value(*std::exchange(pending_, nullptr), word);
    } else if (!has_ended_ && word == "--") {
      has_ended_ = true;
    } else if (!has_ended_ && word.size() > 1 && word[0] == '-') {
      read_option(word);
    } else if (!command_) {
      read_command(word);
    } else {
      take_operand(word);
    }
  }

  // One of several choices decides about what is answered.
  void take_operand(const std::string& word) {
    const std::size_t place = completion_.operands.size();
    completion_.operands.push_back(word);
    if (place >= command_->operands.size()) return;
    const Operand& operand = command_->operands[place];
    if (std::ranges::find(operand.choices, word) == operand.choices.end()) return;
    if (auto* const* text = std::get_if<std::optional<std::string>*>(&operand.target)) **text = word;
  }

  void read_option(const std::string& word) {
    const std::size_t equals = std::min(word.find('='), word.size());
    const Option* option = find_option(std::string_view(word).substr(0, equals));
    if (option == nullptr) return;
    given_.insert(option->name);
    if (!takes_value(*option)) return;
    if (equals == word.size()) {
      pending_ = option;
    } else {
      take_value(*option, word.substr(equals + 1));
    }
  }

  // The line's own store, configuration and token decide about what can be offered.
  static void take_value(const Option& option, const std::string& value) {
    if (auto* const* text = std::get_if<std::optional<std::string>*>(&option.target)) **text = value;
  }

  void read_command(const std::string& word) {
    const std::string name = group_.empty() ? word : group_ + " " + word;
    for (const CommandEntry& entry : index_) {
      if (entry.name == name) command_ = entry.make();
    }
    if (!command_ && group_.empty()) group_ = word;
  }

  void complete(const std::string& word) {
    if (command_) completion_.command = command_->name;
    const std::size_t equals = word.find('=');
    if (pending_ != nullptr) {
      offer_value(*pending_, word);
    } else if (!has_ended_ && word.starts_with("--") && equals != std::string::npos) {
      const Option* option = find_option(std::string_view(word).substr(0, equals));
      completion_.prefix = word.substr(0, equals + 1);
      if (option != nullptr && takes_value(*option)) offer_value(*option, word.substr(equals + 1));
    } else if (!has_ended_ && word.starts_with("-")) {
      offer_options(word);
    } else if (!command_) {
      offer_commands(word);
    } else {
      offer_operand(word);
    }
  }

  void offer(const std::string& word, std::string_view typed, const std::string& says) {
    if (word.starts_with(typed)) completion_.candidates.push_back({completion_.prefix + word, says});
  }

  void want(const std::string& name, const std::vector<std::string>& choices, const std::string& typed) {
    completion_.typed = typed;
    if (choices.empty()) completion_.wanted = name;
    for (const std::string& choice : choices) offer(choice, typed, "");
  }

  void offer_value(const Option& option, const std::string& typed) {
    completion_.option = option.name;
    want(option.value, option.choices, typed);
  }

  void offer_options(const std::string& typed) {
    for (const Option* option : options()) {
      if (given_.contains(option->name) && !repeats(option->target)) continue;
      if (!fits_kind(*option)) continue;
      offer("--" + option->name, typed, option->help);
    }
  }

  // A list's options that say nothing about what it lists would be refused.
  bool fits_kind(const Option& option) const {
    const bool is_list = command_ && command_->name == "list" && !completion_.operands.empty();
    return !is_list || says_something(option.name, completion_.operands.front());
  }

  // The first words of commands, or behind a first word their second ones.
  void offer_commands(const std::string& typed) {
    std::set<std::string> offered;
    for (const CommandEntry& entry : index_) {
      const std::string_view name = entry.name;
      const std::size_t blank = std::min(name.find(' '), name.size());
      const std::string first(name.substr(0, blank));
      if (!group_.empty() && first != group_) continue;
      const std::string word = group_.empty() ? first : std::string(name.substr(std::min(blank + 1, name.size())));
      if (word.empty() || !word.starts_with(typed)) continue;  // it isn't even made
      const Command command = entry.make();
      if (command.hidden || !offered.insert(word).second) continue;
      offer(word, typed, group_.empty() && blank < name.size() ? "" : command.summary);
    }
  }

  void offer_operand(const std::string& typed) {
    const auto& operands = command_->operands;
    if (operands.empty()) return;
    const Operand& last = operands.back();
    const std::size_t place = completion_.operands.size();
    if (place >= operands.size() && !repeats(last.target)) return;
    const Operand& operand = place < operands.size() ? operands[place] : last;
    if (operand.name == "TOPIC") return offer_topics(typed);
    want(operand.name, operand.choices, typed);
  }

  // A command, as one word after the other, or a topic.
  void offer_topics(const std::string& typed) {
    if (completion_.operands.size() > 1) return;
    if (!completion_.operands.empty()) group_ = completion_.operands.front();
    offer_commands(typed);
    if (!completion_.operands.empty()) return;
    for (const Topic& topic : help_topics()) offer(std::string(topic.name), typed, std::string(topic.summary));
  }

  std::span<const CommandEntry> index_;
  GlobalWords global_words_;
  std::vector<Option> globals_;
  std::optional<Command> command_;
  std::string group_;
  const Option* pending_ = nullptr;
  bool has_ended_ = false;
  std::set<std::string> given_;
  Completion completion_;
};

}  // namespace

Completion complete(std::span<const std::string> words, std::span<const CommandEntry> index) {
  if (words.empty()) return {};
  return Line(words, index).take();
}

}  // namespace nexor
