#include "cli/shared_key.h"

#include "cli/context.h"
#include "cli/output/harmless.h"

namespace nexor {

Thing find_thing_aloud(Context& context, Transaction& transaction, const std::string& word) {
  FoundThing found = find_thing(transaction, word);
  if (found.is_also_account && !context.globals().quiet) {
    context.err() << "nexor: '" << harmless(word) << "' is a subscription and an account; this is the subscription\n";
  }
  return std::move(found.thing);
}

}  // namespace nexor
