#include "cli/ask/choose.h"

#include <fmt/format.h>

#include <charconv>

#include "cli/ask/confirm.h"
#include "cli/context.h"
#include "lib/error.h"
#include "lib/text/harmless.h"

namespace nexor {

std::string choose(Context& context, const std::vector<Choice>& choices, const std::string& question) {
  for (std::size_t i = 0; i < choices.size(); ++i) {
    context.err() << fmt::format("{:>3}  {}\n", i + 1, harmless(choices[i].text));
  }
  const auto answer = ask_line(context, question);
  if (!answer || answer->empty()) throw Error(Fault::declined, "nothing was chosen, and nothing was changed");
  std::size_t number = 0;
  const char* end = answer->data() + answer->size();
  const auto [rest, error] = std::from_chars(answer->data(), end, number);
  const bool is_number = error == std::errc() && rest == end && number >= 1 && number <= choices.size();
  return is_number ? choices[number - 1].value : *answer;
}

}  // namespace nexor
