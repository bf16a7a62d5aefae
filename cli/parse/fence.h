#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "lib/error.h"

namespace nexor {

struct Option;

// An option as it was given; a flag has no value.
struct GivenOption {
  const Option* option;
  std::optional<std::string_view> value;
};

// Takes a command line apart by the declaration alone, before any library sees it.
//
// - `--reason CODE`, `--reason=CODE`, `-r CODE`, `-rCODE` and clusters as `-nq` or `-nrCODE`. A long name is written
//   out, behind two dashes: `-reason` is no reason `eason`. `--feedback=` gives the empty text.
// - Options and operands come in any order. `--` ends the options; `-` is never one, nor is a dash before a digit:
//   no letter of ours is a digit, so `-5` is a word like any other.
// - The word after an option that wants a value is its value, unless it is `--`, has the form of a long option, or is
//   made of known letters: who types `--reason --yes` has forgotten the reason. `--reason=--yes` says it on purpose.
// - No option is given twice, except those that may repeat.
//
// The words are views of the arguments, never changed: `[a,b]` is one operand and `010` four bytes of text.
// Reading goes on behind a mistake, since `--help` may follow; the first mistake is kept.
class Fence {
 public:
  explicit Fence(std::span<const std::string_view> arguments) : arguments_(arguments) {}

  // From here on these options are known as well. They have to outlive the fence.
  void know(std::span<const Option> options);

  // Reads options up to the next operand. Null at the end of the line.
  std::optional<std::string_view> next_operand();

  void complain(Error error);
  // Throws the first mistake, if there was one: Error{Fault::usage}.
  void check() const;

  bool gave(std::string_view name) const;
  std::span<const GivenOption> given() const { return given_; }

 private:
  const Option* named(std::string_view name) const;
  const Option* lettered(char letter) const;
  bool looks_like_option(std::string_view word) const;
  bool has_known_letters(std::string_view letters) const;

  void read_long(std::string_view text);
  void read_letters(std::string_view letters);
  void read_following_value(const Option& option);
  void accept(const Option& option, std::optional<std::string_view> value);
  void complain_of_no_option(std::string_view spelling, std::string_view meant);

  std::span<const std::string_view> arguments_;
  std::size_t at_ = 0;
  bool options_have_ended_ = false;
  std::vector<const Option*> known_;
  std::vector<GivenOption> given_;
  std::optional<Error> first_mistake_;
};

}  // namespace nexor
