#include "cli/shapes/receipt.h"

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/print.h"

namespace nexor {

namespace {

int print_receipt(const std::string& word, Context& context) {
  const Receipt receipt = receipt_of(word, context);
  if (context.format() == Format::table && !context.globals().get) {
    context.out() << render_card(card_of(receipt), context.width(), context.paint());
  } else {
    print_fields(context, document_of(receipt), receipt_fields());
  }
  return 0;
}

}  // namespace

Command receipt_command() {
  auto word = std::make_shared<std::string>();
  return {.name = "receipt",
          .group = "End",
          .summary = "Print a cancellation's receipt, as often as it is wanted",
          .operands = {one("CONFIRMATION", *word, "A confirmation number")},
          .examples = {{"receipt NX-7K00-04KM", "Print it"}, {"receipt NX-7K00-04KM --json", "For a machine"}},
          .run = [word](Context& context) { return print_receipt(*word, context); }};
}

}  // namespace nexor
