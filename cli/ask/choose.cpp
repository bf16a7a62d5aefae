#include "cli/ask/choose.h"

#include <fmt/format.h>

#include <charconv>

#include "cli/ask/confirm.h"
#include "cli/context.h"
#include "cli/parse/suggest.h"
#include "lib/error.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

void show(Context& context, const std::vector<Choice>& choices) {
  for (std::size_t i = 0; i < choices.size(); ++i) {
    context.err() << fmt::format("{:>3}  {}\n", i + 1, harmless(choices[i].text));
  }
}

std::string answer_among(Context& context, const std::vector<Choice>& choices, const std::string& question) {
  const auto answer = ask_line(context, question);
  if (!answer || answer->empty()) throw Error(Fault::declined, "nothing was chosen, and nothing was changed");
  std::size_t number = 0;
  const char* end = answer->data() + answer->size();
  const auto [rest, error] = std::from_chars(answer->data(), end, number);
  const bool is_number = error == std::errc() && rest == end && number >= 1 && number <= choices.size();
  return is_number ? choices[number - 1].value : *answer;
}

}  // namespace

std::string choose(Context& context, const std::vector<Choice>& choices, const std::string& question) {
  show(context, choices);
  return answer_among(context, choices, question);
}

std::string choose_one(Context& context, const std::vector<Choice>& choices, const std::string& question,
                       const std::function<void(const std::string&)>& check) {
  constexpr int most_tries = 3;
  std::vector<std::string> values;
  for (const Choice& choice : choices) values.push_back(choice.value);
  show(context, choices);
  for (int tries = 1;; ++tries) {
    std::string answer = answer_among(context, choices, question);
    try {
      check(answer);
      return answer;
    } catch (const Error& error) {
      if (tries == most_tries) throw;
      const std::string near = did_you_mean(answer, values);
      context.err() << harmless(near.empty() ? error.message : error.message + "; " + near) << '\n';
    }
  }
}

}  // namespace nexor
