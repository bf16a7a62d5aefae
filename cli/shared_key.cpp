#include "cli/shared_key.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "cli/context.h"
#include "cli/say.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

// `a subscription, an account and a registration request`.
std::string in_words(const std::vector<IdKind>& kinds) {
  std::string text(name_of_kind(kinds.front()));
  for (std::size_t i = 1; i < kinds.size(); ++i) {
    text.append(i + 1 == kinds.size() ? " and " : ", ").append(name_of_kind(kinds[i]));
  }
  return text;
}

}  // namespace

Thing find_thing_aloud(Context& context, Transaction& transaction, const std::string& word) {
  FoundThing found = find_thing(transaction, word);
  if (!found.kinds.empty() && !context.globals().quiet) {
    const std::string_view own = name_of_kind(found.kinds.front());
    note(context, fmt::format("nexor: '{}' is {}; this is the {}", harmless(word), in_words(found.kinds),
                              own.substr(own.find(' ') + 1)));
  }
  return std::move(found.thing);
}

}  // namespace nexor
