#include "cli/parse/fence.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "cli/command.h"
#include "cli/parse/suggest.h"

namespace nexor {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool is_operand(std::string_view word) { return word.size() < 2 || word[0] != '-' || is_digit(word[1]); }

bool has_form_of_long_option(std::string_view word) {
  return word.size() > 2 && word.starts_with("--") && is_lower_letter(word[2]);
}

// `csv` is no option, but one's value; empty where it is none, or an option, too.
std::string as_a_value(std::string_view word, std::span<const Option* const> options) {
  if (std::ranges::find(options, word, &Option::name) != options.end()) return {};
  for (const Option* option : options) {
    if (std::ranges::find(option->choices, word) == option->choices.end()) continue;
    return fmt::format("did you mean '--{} {}'?", option->name, word);
  }
  return {};
}

}  // namespace

void Fence::know(std::span<const Option> options) {
  for (const Option& option : options) known_.push_back(&option);
}

std::optional<std::string_view> Fence::next_operand() {
  while (at_ < arguments_.size()) {
    const std::string_view word = arguments_[at_++];
    if (options_have_ended_ || is_operand(word)) return word;
    if (word == "--") {
      options_have_ended_ = true;
    } else if (word.starts_with("--")) {
      read_long(word.substr(2));
    } else {
      read_letters(word.substr(1));
    }
  }
  return {};
}

void Fence::complain(Error error) {
  if (!first_mistake_) first_mistake_ = std::move(error);
}

void Fence::check() const {
  if (first_mistake_) throw *first_mistake_;
}

bool Fence::gave(std::string_view name) const {
  return std::ranges::any_of(given_, [&](const GivenOption& given) { return given.option->name == name; });
}

const Option* Fence::named(std::string_view name) const {
  const auto found = std::ranges::find_if(known_, [&](const Option* option) { return option->name == name; });
  return found == known_.end() ? nullptr : *found;
}

const Option* Fence::lettered(char letter) const {
  const auto found = std::ranges::find_if(known_, [&](const Option* option) { return option->letter == letter; });
  return found == known_.end() || letter == 0 ? nullptr : *found;
}

bool Fence::looks_like_option(std::string_view word) const {
  if (is_operand(word)) return false;
  return word == "--" || has_form_of_long_option(word) || has_known_letters(word.substr(1));
}

bool Fence::has_known_letters(std::string_view letters) const {
  for (const char letter : letters) {
    const Option* option = lettered(letter);
    if (!option) return false;
    if (takes_value(*option)) return true;
  }
  return true;
}

void Fence::read_long(std::string_view text) {
  const std::size_t equals = text.find('=');
  const std::string_view name = text.substr(0, equals);
  const Option* option = named(name);
  if (!option) return complain_of_no_option(fmt::format("--{}", name), name);
  if (equals == std::string_view::npos)
    return takes_value(*option) ? read_following_value(*option) : accept(*option, {});
  if (!takes_value(*option)) return complain({Fault::usage, fmt::format("--{} takes no value", name)});
  accept(*option, text.substr(equals + 1));
}

void Fence::read_letters(std::string_view letters) {
  const std::string_view name = letters.substr(0, letters.find('='));
  if (name.size() > 1 && named(name)) return complain_of_no_option(fmt::format("-{}", name), name);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const Option* option = lettered(letters[i]);
    const std::string_view rest = letters.substr(i + 1);
    if (!option) {
      // A letter of several bytes is not to be cut.
      complain_of_no_option(fmt::format("-{}", is_ascii(letters[i]) ? letters.substr(i, 1) : letters), letters);
    } else if (!takes_value(*option)) {
      accept(*option, {});
    } else {
      return rest.empty() ? read_following_value(*option) : accept(*option, rest);
    }
  }
}

void Fence::read_following_value(const Option& option) {
  const bool is_last = at_ == arguments_.size();
  if (!is_last && !looks_like_option(arguments_[at_])) return accept(option, arguments_[at_++]);
  Error error{Fault::usage, fmt::format("--{} needs a value", option.name)};
  if (!is_last) error.hint = fmt::format("a value that looks like an option is written --{}=VALUE", option.name);
  complain(std::move(error));
}

void Fence::accept(const Option& option, std::optional<std::string_view> value) {
  if (!repeats(option.target) && gave(option.name)) {
    return complain({Fault::usage, fmt::format("--{} is given twice", option.name)});
  }
  given_.push_back({&option, value});
}

void Fence::complain_of_no_option(std::string_view spelling, std::string_view meant) {
  std::vector<std::string> names;
  for (const Option* option : known_) names.push_back("--" + option->name);
  std::string near = as_a_value(meant, known_);
  if (near.empty()) near = did_you_mean(meant, names);
  complain(Error{Fault::usage, fmt::format("no option '{}'", spelling)}.with_hint(
      near.empty() ? "--help lists the options; a command's own stand behind its name" : near));
}

}  // namespace nexor
