#include "cli/commands.h"
#include "cli/context.h"
#include "cli/print.h"
#include "cli/shapes/shapes.h"

namespace nexor {

Command reasons_command() {
  return {.name = "reasons",
          .group = "Setup",
          .summary = "Print the reasons that a cancellation can have",
          .examples = {{"reasons", "See the codes and what they mean"}},
          .run = [](Context& context) {
            print_all(context, reason_shape(), context.policy().reasons.all());
            return 0;
          }};
}

}  // namespace nexor
