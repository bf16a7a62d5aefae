#include "cli/ask/choose.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

#include "cli/ask/confirm.h"
#include "cli/context.h"
#include "cli/parse/suggest.h"
#include "lib/error.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

Error nothing_chosen() { return {Fault::declined, "nothing was chosen, and nothing was changed"}; }

void show(Context& context, const std::vector<Choice>& choices) {
  constexpr int uncut = 1'000'000;
  const auto lines = lines_of(choices, uncut);
  for (std::size_t i = 0; i < lines.size(); ++i) context.err() << fmt::format("{:>3}  {}\n", i + 1, lines[i]);
}

std::string answer_among(Context& context, const std::vector<Choice>& choices, const std::string& question) {
  const auto answer = ask_line(context, question);
  if (!answer || answer->empty()) throw Error(nothing_chosen());
  std::size_t number = 0;
  const char* end = answer->data() + answer->size();
  const auto [rest, error] = std::from_chars(answer->data(), end, number);
  const bool is_number = error == std::errc() && rest == end && number >= 1 && number <= choices.size();
  return is_number ? choices[number - 1].value : *answer;
}

std::vector<std::string> values_of(const std::vector<Choice>& choices) {
  std::vector<std::string> values;
  for (const Choice& choice : choices) values.push_back(choice.value);
  return values;
}

std::vector<Choice> found_by_words(const std::vector<Choice>& choices, const std::string& words) {
  NumberedChoices found(choices);
  found.narrow(words);
  return found.behind(nullptr, choices.size());
}

// What is told of an answer that is none.
std::string what_is_near(const std::string& answer, const std::vector<Choice>& choices,
                         const std::vector<Choice>& found, const Error& error) {
  if (found.size() > 1) {
    return fmt::format("'{}' is found in {} of them: {}", answer, found.size(), fmt::join(values_of(found), ", "));
  }
  const std::string near = did_you_mean(answer, values_of(choices));
  return near.empty() ? error.message : error.message + "; " + near;
}

// A number, what stands for a choice, or words that one alone has.
std::string choose_checked(Context& context, const std::vector<Choice>& choices, const std::string& question,
                           const std::function<void(const std::string&)>& check) {
  constexpr int most_tries = 3;
  show(context, choices);
  for (int tries = 1;; ++tries) {
    std::string answer = answer_among(context, choices, question);
    try {
      check(answer);
      return answer;
    } catch (const Error& error) {
      const auto found = found_by_words(choices, answer);
      if (found.size() == 1) return found.front().value;
      if (tries == most_tries) throw;
      context.err() << harmless(what_is_near(answer, choices, found, error)) << '\n';
    }
  }
}

}  // namespace

Choice pick(Context& context, Choices& choices, const std::string& question) {
  context.set_asked();
  context.err() << std::flush;
  auto chosen = context.surroundings().pick(choices, question, context.paint());
  if (!chosen) throw Error(nothing_chosen());
  return std::move(*chosen);
}

std::string choose(Context& context, const std::vector<Choice>& choices, const std::string& question) {
  show(context, choices);
  return answer_among(context, choices, question);
}

std::string choose_reason(Context& context, const std::vector<Choice>& reasons,
                          const std::function<void(const std::string&)>& check) {
  if (!context.can_pick()) return choose_checked(context, reasons, "Why? A number or a code: ", check);
  NumberedChoices choices(reasons);
  return pick(context, choices, "Why? ").value;
}

}  // namespace nexor
